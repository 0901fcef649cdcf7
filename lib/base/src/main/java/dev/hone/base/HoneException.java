package dev.hone.base;

/**
 * The root of what our modules throw: a message for people and a code for programs.
 *
 * <p>Each module has one subclass. The message says what was tried, on what, and what to do.
 */
public abstract class HoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ErrorCode code;

    protected HoneException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    protected HoneException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The failure's name, for counting and for {@code --json}. */
    public final ErrorCode code() {
        return code;
    }
}
