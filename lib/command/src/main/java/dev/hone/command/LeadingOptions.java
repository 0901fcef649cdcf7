package dev.hone.command;

import java.util.List;

/**
 * The options before a command. Only {@code --log-level} may stand there, because it may in autopgo, whose lines are in
 * people's scripts. The launcher, {@code dist/launch.sh}, looks for the command behind the same words.
 */
final class LeadingOptions {
    private LeadingOptions() {}

    /** How many of these words are such options and their values. */
    static int count(List<String> args) {
        int count = 0;
        while (count < args.size() && isLogLevel(args.get(count))) {
            boolean alone = args.get(count).equals("-l") || args.get(count).equals("--log-level");
            count += alone ? 2 : 1;
        }
        if (count > args.size()) {
            throw new UsageException(args.getLast() + " takes a level: debug, info, warn or error\nsee hone --help");
        }
        return count;
    }

    private static boolean isLogLevel(String word) {
        return word.startsWith("-l") || word.equals("--log-level") || word.startsWith("--log-level=");
    }

    /** The line as it is, when it begins with a command. */
    static List<String> none(List<String> line) {
        String word = line.getFirst();
        if (word.startsWith("-")) {
            throw new UsageException("options stand behind the command: hone COMMAND " + word
                    + "\nonly --log-level may stand before it; see hone --help");
        }
        return line;
    }
}
