package dev.hone.base;

import java.util.List;
import java.util.stream.Collectors;

/** Tells all problems of a configuration at once, so that nobody mends them one start at a time. */
public final class ConfigurationException extends HoneException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ConfigurationException(List<Problem> problems) {
        super(
                Code.INVALID_CONFIGURATION,
                problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order in which the keys were given. */
    public List<Problem> problems() {
        return problems;
    }

    private enum Code implements ErrorCode {
        INVALID_CONFIGURATION;

        @Override
        public Kind kind() {
            return Kind.USAGE;
        }
    }
}
