package dev.hone.cache;

import dev.hone.command.UsageException;
import java.util.Map;

/** Fills in cacheprog's templates of key prefixes: {@code {% GOOS %}}, {@code {% GOARCH %}} and {@code {% env.NAME %}}. */
final class PrefixTemplate {
    private static final String BEGIN = "{%";
    private static final String END = "%}";
    private static final String ENV = "env.";

    private final Map<String, String> environment;
    private final Platform platform;

    PrefixTemplate(Map<String, String> environment, Platform platform) {
        this.environment = environment;
        this.platform = platform;
    }

    /** A tag that does not end is text. */
    String fill(String template) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        int begin = template.indexOf(BEGIN);
        while (begin >= 0) {
            int end = template.indexOf(END, begin + BEGIN.length());
            if (end < 0) {
                break;
            }
            filled.append(template, at, begin);
            filled.append(value(template.substring(begin + BEGIN.length(), end).strip()));
            at = end + END.length();
            begin = template.indexOf(BEGIN, at);
        }
        return filled.append(template.substring(at)).toString();
    }

    private String value(String tag) {
        if (tag.startsWith(ENV)) {
            return environment.getOrDefault(tag.substring(ENV.length()), "");
        }
        return switch (tag) {
            case "GOOS" -> named("GOOS", platform.os());
            case "GOARCH" -> named("GOARCH", platform.architecture());
            default ->
                throw new UsageException("--s3-prefix has {% " + tag
                        + " %}; write {% GOOS %}, {% GOARCH %}, or {% env.NAME %} for a variable");
        };
    }

    private String named(String variable, String fallback) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? fallback : value;
    }
}
