package dev.hone.base;

import dev.hone.base.Configuration.Given;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an outside service is and how to use it, as people write it: {@code s3://bucket?region=eu-west-1},
 * {@code nats://subject?queue=worker}.
 *
 * @param scheme what comes before {@code ://}, in lower case
 * @param authority what comes between {@code ://} and the next slash or question mark: a bucket, a topic, or nothing
 * @param path what follows up to the question mark, decoded; with its slash
 * @param parameters what follows the question mark, decoded, in the order given
 */
public record ServiceUrl(String scheme, String authority, String path, List<Parameter> parameters) {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(/[^?#]*)?(\\?([^#]*))?");

    public ServiceUrl {
        parameters = List.copyOf(parameters);
    }

    /** A parameter, by the name and with the value that were written. */
    public record Parameter(String name, String value) {}

    /**
     * Reads a URL. What its parameters mean is for its scheme to say.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static ServiceUrl parse(String text) {
        Matcher matcher = URL.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a URL with a scheme, as in scheme://name?key=value");
        }
        List<Parameter> parameters = new ArrayList<>();
        String query = matcher.group(5) == null ? "" : matcher.group(5);
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.add(new Parameter(
                        decode(text, name),
                        decode(text, pair.substring(name.length())).replaceFirst("^=", "")));
            }
        }
        String path = matcher.group(3) == null ? "" : matcher.group(3).replace("+", "%2B");
        return new ServiceUrl(
                matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), decode(text, path), parameters);
    }

    private static String decode(String text, String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' has a % that is not followed by two digits", e);
        }
    }

    /** The values of a parameter, in the order given; none when it is not there. */
    public List<String> values(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The same without a parameter, for whoever has dealt with it. */
    public ServiceUrl without(String name) {
        return new ServiceUrl(
                scheme,
                authority,
                path,
                parameters.stream()
                        .filter(parameter -> !parameter.name().equals(name))
                        .toList());
    }

    /**
     * The parameters as a configuration record; all that is wrong with them is told together.
     *
     * @param aliases other names that people write, each with the key it stands for
     */
    public <R extends Record> R read(Class<R> settings, Map<String, String> aliases) {
        return Configuration.of(settings)
                .read(parameters.stream()
                        .map(parameter -> new Given(
                                aliases.getOrDefault(parameter.name(), parameter.name()), parameter.value(), place()))
                        .toList());
    }

    private String place() {
        return scheme + "://" + authority + path;
    }

    /** Without the parameters, which may hold what others should not see. */
    @Override
    public String toString() {
        return place();
    }
}
