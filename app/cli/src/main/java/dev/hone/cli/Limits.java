package dev.hone.cli;

import dev.hone.base.Configuration;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.ProfileLimits;
import java.util.ArrayList;
import java.util.List;

/** Lets people raise or lower the limits on profiles: by option, or by variable for every command of a shell. */
final class Limits {
    private static final String OPTION = "--limit";
    private static final String VARIABLE = "HONE_LIMITS";

    private Limits() {}

    static void declare(Declaration declaration) {
        declaration.repeated(
                OPTION,
                "NAME=VALUE",
                "Raise or lower a limit on what a profile may contain, as in --limit expanded=1GiB.",
                "Also by " + VARIABLE + "=NAME=VALUE,NAME=VALUE. docs/reference/limits.md lists them.");
    }

    static ProfileLimits of(Arguments arguments, Terminal terminal) {
        List<Configuration.Given> values = new ArrayList<>();
        String variable = terminal.facts().environment().getOrDefault(VARIABLE, "");
        for (String assignment : variable.isBlank() ? new String[0] : variable.split(",")) {
            values.add(parse(assignment, VARIABLE));
        }
        arguments.values(OPTION).forEach(assignment -> values.add(parse(assignment, OPTION)));
        return values.isEmpty()
                ? ProfileLimits.defaults()
                : Configuration.of(ProfileLimits.class).read(values);
    }

    private static Configuration.Given parse(String assignment, String place) {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new UsageException(place + " takes NAME=VALUE, not '" + assignment + "'");
        }
        return new Configuration.Given(
                assignment.substring(0, equals).strip(), assignment.substring(equals + 1), place);
    }
}
