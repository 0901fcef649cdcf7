package dev.hone.cli;

import dev.hone.command.UsageException;
import dev.hone.profile.Text;

/** Names of apps, looked at before a server is asked; the words are autopgo's. */
final class AppArgument {
    private static final int LONGEST = 100;

    private AppArgument() {}

    /** The name, if it is one. */
    static String check(String name) {
        if (!isName(name)) {
            throw new UsageException(Text.of(name) + " is not a valid application name; write 1 to " + LONGEST
                    + " of the characters a-z, 0-9 and -");
        }
        return name;
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().allMatch(AppArgument::isPart);
    }

    static boolean isPart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
}
