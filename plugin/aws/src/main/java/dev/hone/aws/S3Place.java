package dev.hone.aws;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Where a bucket is: the same place that the SDK finds by its endpoint rules, for those cases that are plain.
 *
 * @param scheme {@code http} or {@code https}
 * @param host with its port unless that goes without saying, as the header has it
 * @param path what comes before a key, with a slash at its end
 */
record S3Place(String scheme, String host, String path) {
    /** How the names of AWS's ordinary regions begin; others, as those of China, have host names of their own. */
    private static final Set<String> CONTINENTS = Set.of("af", "ap", "ca", "eu", "il", "me", "mx", "sa", "us");

    private static final String GLOBAL = "us-east-1";
    private static final int SHORTEST = 3;
    private static final int LONGEST = 63;
    private static final String HEX = "0123456789ABCDEF";

    /** The place of a bucket at AWS; empty where it is not sure. */
    static Optional<S3Place> atAws(String bucket, S3Settings settings, String region) {
        boolean inHost = isLabel(bucket) && !settings.bucketInPath();
        if (!isOrdinary(region) || isSpecial(bucket) || (settings.accelerate() && (settings.fips() || !inHost))) {
            return Optional.empty();
        }
        StringBuilder host = new StringBuilder(settings.accelerate() ? "s3-accelerate" : "s3");
        host.append(settings.fips() ? "-fips" : "").append(settings.dualstack() ? ".dualstack" : "");
        boolean plain = !settings.fips() && !settings.dualstack();
        if (!settings.accelerate() && !(plain && region.equals(GLOBAL))) {
            host.append('.').append(region);
        }
        return Optional.of(of("https", host.append(".amazonaws.com").toString(), "/", bucket, inHost));
    }

    /** The place of a bucket at a server of somebody else; empty where it is not sure. */
    static Optional<S3Place> at(URI endpoint, String bucket, S3Settings settings) {
        String scheme = endpoint.getScheme();
        String host = endpoint.getHost();
        boolean plain = host != null
                && (scheme.equals("http") || scheme.equals("https"))
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && isPlain(endpoint.getRawPath());
        if (!plain || isSpecial(bucket) || settings.accelerate() || settings.dualstack() || settings.fips()) {
            return Optional.empty();
        }
        boolean inPath = settings.bucketInPath();
        if (!inPath && !isLabel(bucket) && scheme.equals("http")) {
            // The SDK makes a host name of some such buckets.
            return Optional.empty();
        }
        int port = endpoint.getPort();
        boolean usual = port < 0 || port == (scheme.equals("http") ? 80 : 443);
        String path = endpoint.getRawPath().endsWith("/") ? endpoint.getRawPath() : endpoint.getRawPath() + "/";
        boolean inHost = !inPath && isLabel(bucket) && !isAddress(host);
        if (inHost && usual && port >= 0) {
            // The SDK loses the bucket of such an endpoint.
            return Optional.empty();
        }
        return Optional.of(of(scheme, usual ? host : host + ":" + port, path, bucket, inHost));
    }

    private static S3Place of(String scheme, String host, String path, String bucket, boolean inHost) {
        return inHost ? new S3Place(scheme, bucket + "." + host, path) : new S3Place(scheme, host, path + bucket + "/");
    }

    /** Whether requests are signed for a region by another name than it was given: the SDK knows such pseudo-regions. */
    static boolean isPseudo(String region) {
        return region.startsWith("aws-") || region.contains("fips");
    }

    private static boolean isOrdinary(String region) {
        String[] parts = region.split("-", -1);
        return parts.length == 3
                && CONTINENTS.contains(parts[0])
                && isMadeOf(parts[1], "abcdefghijklmnopqrstuvwxyz")
                && isMadeOf(parts[2], "0123456789");
    }

    /** Buckets of other kinds have endpoints of their own, and their names end so; others are no buckets but ARNs. */
    private static boolean isSpecial(String bucket) {
        return (bucket.contains("--") && bucket.endsWith("-s3"))
                || !isMadeOf(bucket, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
                || bucket.equals(".")
                || bucket.equals("..");
    }

    /** Whether a bucket can be one part of a host name. */
    private static boolean isLabel(String bucket) {
        return bucket.length() >= SHORTEST
                && bucket.length() <= LONGEST
                && isMadeOf(bucket, "abcdefghijklmnopqrstuvwxyz0123456789-")
                && !bucket.startsWith("-")
                && !bucket.endsWith("-");
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || isMadeOf(host, "0123456789.");
    }

    private static boolean isPlain(String path) {
        return path.isEmpty()
                || (isMadeOf(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~/")
                        && !path.contains("//"));
    }

    private static boolean isMadeOf(String text, String signs) {
        for (int i = 0; i < text.length(); i++) {
            if (signs.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The path of a key as it is sent and signed: all of UTF-8 but a few signs percent-encoded, once. */
    String path(String key) {
        StringBuilder text = new StringBuilder(path);
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return text.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~'
                || b == '/';
    }

    URI uri(String path) {
        return URI.create(scheme.concat("://").concat(host).concat(path));
    }
}
