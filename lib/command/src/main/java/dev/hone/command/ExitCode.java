package dev.hone.command;

import dev.hone.base.ErrorCode;

/** How a command ended, for scripts. */
public enum ExitCode {
    FINE(0, "it worked, or the answer is yes"),
    NO(1, "the answer is no"),
    WRONG_USE(2, "the command was written wrongly; nothing was done"),
    FAILED(3, "it failed, in whole or in part"),
    /** What a shell reports for a program that Ctrl-C ended. */
    INTERRUPTED(130, "it was interrupted; nothing was written"),
    /** What a shell reports for a program that a closed pipe ended. */
    CLOSED_PIPE(141, "whoever read the output stopped reading");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    public static ExitCode of(ErrorCode code) {
        return code.kind() == ErrorCode.Kind.USAGE ? WRONG_USE : FAILED;
    }
}
