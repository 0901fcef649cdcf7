package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.util.Optional;
import java.util.regex.Pattern;

/** From which share on something is worth a line: {@code --min}. */
final class MinimumShare {
    private static final String OPTION = "--min";
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?)%?");

    private MinimumShare() {}

    static void declare(Declaration declaration, String description) {
        declaration.option(OPTION, "SHARE", description);
    }

    /** The share from 0 to 1. */
    static double of(Arguments arguments, double usual) {
        Optional<String> given = arguments.value(OPTION);
        if (given.isEmpty()) {
            return usual;
        }
        var percent = PERCENT.matcher(given.get());
        if (!percent.matches() || Double.parseDouble(percent.group(1)) > 100) {
            throw new UsageException(OPTION + " takes a share from 0% to 100%, not '" + given.get() + "'");
        }
        return Double.parseDouble(percent.group(1)) / 100;
    }
}
