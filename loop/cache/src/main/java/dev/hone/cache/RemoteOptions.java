package dev.hone.cache;

import dev.hone.base.Secret;
import dev.hone.cache.HttpRemoteSettings.Header;
import dev.hone.cache.RemoteChoice.Keys;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads which store is shared, and how it is reached. */
public final class RemoteOptions {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Arguments arguments;
    private final Map<String, String> environment;
    private final Platform platform;
    private final List<String> warnings;

    public RemoteOptions(
            Arguments arguments, Map<String, String> environment, Platform platform, List<String> warnings) {
        this.arguments = arguments;
        this.environment = environment;
        this.platform = platform;
        this.warnings = warnings;
    }

    public static void declare(Declaration declaration) {
        declaration
                .option(
                        "--remote-storage-type",
                        "TYPE",
                        "The store that machines share: s3, http or disabled (the default).")
                .option("--s3-bucket", "BUCKET", "The bucket.")
                .option(
                        "--s3-prefix",
                        "PREFIX",
                        "What stands before each key; {% GOOS %}, {% GOARCH %} and {% env.NAME %} are filled in.")
                .option("--s3-region", "REGION", "Its region; without one the bucket is asked.")
                .option(
                        "--s3-endpoint",
                        "URL",
                        "The server, where it is not AWS: http(s)://host, or minio+http(s)://host for the bucket in the path.")
                .flag("--s3-force-path-style", "The bucket is in the path and not in the host name.")
                .several(
                        "--s3-exclude-headers-from-signing",
                        "HEADER",
                        "Headers that are sent and not signed, for servers that change them.")
                .duration(
                        "--s3-expiration", "TIME", "Without effect: S3 deletes nothing for it. Give the bucket a rule.")
                .option(
                        "--s3-credentials-endpoint",
                        "URL",
                        "A web address that gives credentials, as that of ECS does.")
                .option("--s3-access-key-id", "ID", "A key; without one AWS's own sources are asked.")
                .option("--s3-access-key-secret", "SECRET", "Its secret.")
                .option("--s3-session-token", "TOKEN", "Its session, if it has one.")
                .variables(
                        List.of("HONE_CACHE_S3_DENIED"),
                        d -> d.option(
                                "--s3-denied",
                                "WHAT",
                                "What a denied get means: error (the default), or absent for keys that may not list."))
                .option("--http-storage-base-url", "URL", "What stands before /cache/ in the server's addresses.")
                .several("--http-storage-extra-headers", "NAME:VALUE", "Headers that are sent along, such as a key.");
    }

    public RemoteChoice choice() {
        String type = arguments.value("--remote-storage-type").orElse("disabled");
        return switch (type) {
            case "s3" -> s3();
            case "http" -> http();
            case "disabled" -> new RemoteChoice.Disabled();
            default -> throw new UsageException("--remote-storage-type takes s3, http or disabled, not '" + type + "'");
        };
    }

    private RemoteChoice http() {
        URI base = URI.create(required("--http-storage-base-url", "http"));
        if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
            throw new UsageException(
                    "--http-storage-base-url takes an address such as http://host:8080, not '" + base + "'");
        }
        return new RemoteChoice.Http(
                new HttpRemoteSettings(base, headers(arguments, "--http-storage-extra-headers"), CONNECT));
    }

    private String required(String option, String type) {
        return arguments
                .value(option)
                .filter(value -> !value.isBlank())
                .orElseThrow(() ->
                        new UsageException("--remote-storage-type " + type + " needs " + option + ", or its variable"));
    }

    public static List<Header> headers(Arguments arguments, String option) {
        List<Header> headers = new ArrayList<>();
        for (String one : arguments.values(option)) {
            if (one.isBlank()) {
                continue;
            }
            int colon = one.indexOf(':');
            if (colon < 1) {
                // Without the value: it may be a key.
                throw new UsageException(option + " takes name:value, with a colon");
            }
            headers.add(new Header(
                    one.substring(0, colon).strip(),
                    Secret.of(one.substring(colon + 1).strip())));
        }
        return headers;
    }

    /** Labels as {@code name=value}, in their order. */
    public static Map<String, String> labels(Arguments arguments, String option) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String one : arguments.values(option)) {
            int equals = one.indexOf('=');
            if (equals < 1 || !one.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new UsageException(option + " takes name=value, not '" + one + "'");
            }
            labels.put(one.substring(0, equals), one.substring(equals + 1));
        }
        return labels;
    }

    private RemoteChoice s3() {
        String bucket = required("--s3-bucket", "s3");
        if (!bucket.matches("[A-Za-z0-9._-]{1,255}")) {
            throw new UsageException("--s3-bucket takes the name of a bucket, not '" + bucket + "'");
        }
        if (!arguments.duration("--s3-expiration", Duration.ZERO).isZero()) {
            warnings.add(
                    "--s3-expiration deletes nothing: S3 only hands it on as a header. Give the bucket a lifecycle rule");
        }
        String prefix = new PrefixTemplate(environment, platform)
                .fill(arguments.value("--s3-prefix").orElse(""));
        return new RemoteChoice.S3("s3://" + bucket + parameters(), prefix, keys(), door());
    }

    /** The S3 client heeds these variables, and then nobody knows here who has to be reached. */
    private @Nullable Door door() {
        if (!firstOf("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy").isEmpty()) {
            return null;
        }
        String endpoint = endpoint().replaceFirst("^minio\\+", "");
        if (!endpoint.isEmpty()) {
            return door(URI.create(endpoint));
        }
        String region = region();
        boolean elsewhere = region.startsWith("cn-") || region.contains("-iso");
        return elsewhere ? null : new Door((region.isEmpty() ? "s3." : "s3." + region + ".") + "amazonaws.com", HTTPS);
    }

    public static @Nullable Door door(URI address) {
        int usual = "https".equals(address.getScheme()) ? HTTPS : HTTP;
        return address.getHost() == null
                ? null
                : new Door(address.getHost(), address.getPort() < 0 ? usual : address.getPort());
    }

    private String region() {
        return arguments.value("--s3-region").orElse(firstOf("AWS_REGION", "AWS_DEFAULT_REGION"));
    }

    private String parameters() {
        StringJoiner parameters = new StringJoiner("&", "?", "");
        String region = region();
        add(parameters, "region", region);
        add(parameters, "region_lookup", region.isEmpty() ? "true" : "");
        add(parameters, "endpoint", endpoint());
        add(parameters, "use_path_style", arguments.flag("--s3-force-path-style") ? "true" : "");
        add(parameters, "unsigned_headers", String.join(",", arguments.values("--s3-exclude-headers-from-signing")));
        add(
                parameters,
                "credentials_endpoint",
                arguments.value("--s3-credentials-endpoint").orElse(""));
        add(parameters, "denied", arguments.value("--s3-denied").orElse(""));
        return parameters.toString();
    }

    private String endpoint() {
        String endpoint = arguments.value("--s3-endpoint").orElse("");
        if (!endpoint.matches("|(minio\\+)?https?://.+")) {
            throw new UsageException(
                    "--s3-endpoint takes http://, https://, minio+http:// or minio+https:// and a host, not '"
                            + endpoint + "'");
        }
        return endpoint;
    }

    private static void add(StringJoiner parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** A daemon outlives the build that started it, so the keys of its own environment are not those of a build. */
    private List<Keys> keys() {
        String id = arguments.value("--s3-access-key-id").orElse("");
        if (!id.isEmpty()) {
            return List.of(keys(
                    id,
                    arguments.value("--s3-access-key-secret").orElse(""),
                    arguments.value("--s3-session-token").orElse("")));
        }
        String own = firstOf("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY");
        return own.isEmpty() || arguments.value("--s3-credentials-endpoint").isPresent()
                ? List.of()
                : List.of(keys(own, firstOf("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY"), firstOf("AWS_SESSION_TOKEN")));
    }

    private static Keys keys(String id, String secret, String token) {
        return new Keys(id, Secret.of(secret), Secret.of(token));
    }

    private String firstOf(String... variables) {
        for (String name : variables) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
