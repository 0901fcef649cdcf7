package dev.hone.cli;

import dev.hone.base.Configuration;
import dev.hone.profile.ProfileLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Lets people raise or lower the limits on profiles: by option, or by variable for every command of a shell. */
final class LimitOption {
    private static final String VARIABLE = "HONE_LIMITS";

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description = {
                "Raise or lower a limit on what a profile may contain, as in --limit expanded=1GiB.",
                "Also by HONE_LIMITS=NAME=VALUE,NAME=VALUE. docs/reference/limits.md lists them."
            })
    private List<String> given = new ArrayList<>();

    ProfileLimits limits(Map<String, String> environment) {
        List<Configuration.Given> values = new ArrayList<>();
        String variable = environment.getOrDefault(VARIABLE, "");
        for (String assignment : variable.isBlank() ? new String[0] : variable.split(",")) {
            values.add(parse(assignment, VARIABLE));
        }
        given.forEach(assignment -> values.add(parse(assignment, "--limit")));
        return Configuration.of(ProfileLimits.class).read(values);
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
