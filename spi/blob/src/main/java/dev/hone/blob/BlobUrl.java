package dev.hone.blob;

import dev.hone.base.Configuration;
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
 * Where blobs are kept, as people write it: {@code s3://bucket?region=eu-west-1}, {@code file:///data?create_dir=true}.
 *
 * @param scheme what comes before {@code ://}, in lower case
 * @param authority what comes between {@code ://} and the next slash or question mark: a bucket, or nothing
 * @param path what follows up to the question mark, decoded; with its slash
 * @param parameters what follows the question mark, decoded, in the order given
 */
public record BlobUrl(String scheme, String authority, String path, List<Parameter> parameters) {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(/[^?#]*)?(\\?([^#]*))?");

    public BlobUrl {
        parameters = List.copyOf(parameters);
    }

    /** A parameter, by the name and with the value that were written. */
    public record Parameter(String name, String value) {}

    /** Reads a URL. What its parameters mean is for its scheme to say. */
    public static BlobUrl parse(String text) {
        Matcher matcher = URL.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BlobException(
                    BlobError.MISCONFIGURED,
                    "'" + text + "' is not a blob store URL; write s3://bucket, file:///folder or mem://");
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
        return new BlobUrl(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), decode(text, path), parameters);
    }

    private static String decode(String text, String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BlobException(
                    BlobError.MISCONFIGURED, "'" + text + "' has a % that is not followed by two digits", e);
        }
    }

    /** The value of a parameter, or nothing when it is not there. */
    String value(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst()
                .orElse("");
    }

    BlobUrl without(String name) {
        return new BlobUrl(
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
