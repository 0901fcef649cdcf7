package dev.hone.aws;

import dev.hone.base.ByteSize;
import dev.hone.base.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a bucket is reached: the parameters of an {@code s3://} URL. Names and meanings are gocloud's; those behind {@code awssdk} are
 * ours.
 */
record S3Settings(
        @Setting(key = "region", fallback = "", doc = "The bucket's region; without it AWS's own sources are asked.")
        String region,

        @Setting(
                key = "endpoint",
                fallback = "",
                doc =
                        "The server, for S3 by others than AWS: `http://localhost:9000`; with `minio+` before it the bucket is in"
                                + " the path.")
        String endpoint,

        @Setting(
                key = "use_path_style",
                fallback = "false",
                doc = "The bucket is in the path and not in the host name; also `s3ForcePathStyle`.")
        boolean pathStyle,

        @Setting(key = "disable_https", fallback = "false", doc = "HTTP without encryption.")
        boolean disableHttps,

        @Setting(
                key = "hostname_immutable",
                fallback = "false",
                doc = "The endpoint's host name is left as it is, so the bucket goes into the path.")
        boolean hostnameImmutable,

        @Setting(key = "profile", fallback = "", doc = "The profile of AWS's configuration files.")
        String profile,

        @Setting(key = "role", fallback = "", doc = "The ARN of a role to take on.")
        String role,

        @Setting(key = "anonymous", fallback = "false", doc = "Requests are not signed.")
        boolean anonymous,

        @Setting(key = "dualstack", fallback = "false", doc = "AWS's host names that have IPv6 too.")
        boolean dualstack,

        @Setting(key = "fips", fallback = "false", doc = "AWS's host names with FIPS cryptography.")
        boolean fips,

        @Setting(key = "accelerate", fallback = "false", doc = "AWS's transfer acceleration.")
        boolean accelerate,

        @Setting(key = "ssetype", fallback = "", doc = "Encryption at rest: `AES256`, `aws:kms`, `aws:kms:dsse`.")
        String encryption,

        @Setting(key = "kmskeyid", fallback = "", doc = "The key for encryption at rest.")
        String kmsKey,

        @Setting(
                key = "rate_limiter_capacity",
                fallback = "0",
                doc = "Above 0: retries stop while too many fail. The SDK's own capacity counts, not the number.")
        int rateLimiterCapacity,

        @Setting(
                key = "request_checksum_calculation",
                fallback = "",
                doc = "`when_supported` or `when_required`; without it the first for AWS, the second with an endpoint.")
        String requestChecksums,

        @Setting(
                key = "response_checksum_validation",
                fallback = "",
                doc = "`when_supported` or `when_required`; without it the first for AWS, the second with an endpoint.")
        String responseChecksums,

        @Setting(key = "awssdk", fallback = "v2", doc = "Without effect: gocloud's choice of a library.")
        String sdk,

        @Setting(
                key = "delete_if_match",
                fallback = "",
                doc =
                        "Whether the server obeys If-Match on DELETE: `true` or `false`; without it only AWS is trusted to.")
        String deleteIfMatch,

        @Setting(
                key = "multipart_size",
                fallback = "512MiB",
                doc = "Blobs above this size are sent in parts of it; 5MiB to 5GiB.")
        ByteSize multipartSize,

        @Setting(
                key = "unsigned_headers",
                fallback = "",
                doc =
                        "Headers that are sent and not signed, with commas between them: `Accept-Encoding` where something on"
                                + " the way changes it.")
        String unsignedHeaders,

        @Setting(
                key = "denied",
                fallback = "error",
                doc =
                        "What a get that is denied means: `error`, or `absent` where what is not there is denied to who may"
                                + " not list.")
        String denied,

        @Setting(
                key = "region_lookup",
                fallback = "false",
                doc = "Without a region the bucket is asked for its own at first; a server that does not say has none.")
        boolean regionLookup,

        @Setting(
                key = "credentials_endpoint",
                fallback = "",
                doc = "A web address that gives credentials as JSON, as those of ECS do; comes before other sources.")
        String credentialsEndpoint) {
    private static final ByteSize LEAST_PART = ByteSize.ofMebibytes(5);
    private static final String MINIO = "minio+";
    /** Headers without which a signature is none, or that say what is stored. */
    private static final Pattern NEEDED = Pattern.compile("(?i)host|authorization|content-.*|x-amz-.*");

    private static final ByteSize MOST_PART = ByteSize.ofMebibytes(5 * 1024);

    S3Settings {
        oneOf("request_checksum_calculation", requestChecksums, "when_supported", "when_required");
        oneOf("response_checksum_validation", responseChecksums, "when_supported", "when_required");
        oneOf("ssetype", encryption, "AES256", "aws:kms", "aws:kms:dsse");
        oneOf("delete_if_match", deleteIfMatch, "true", "false");
        oneOf("awssdk", sdk, "v1", "v2");
        oneOf("denied", denied, "error", "absent");
        for (String header : names(unsignedHeaders)) {
            if (!header.matches("[A-Za-z0-9-]{1,100}") || NEEDED.matcher(header).matches()) {
                throw new IllegalArgumentException(
                        "unsigned_headers=" + header + " is no header that S3 can do without");
            }
        }
        if (!credentialsEndpoint.isEmpty() && !credentialsEndpoint.matches("https?://.+")) {
            throw new IllegalArgumentException("credentials_endpoint is an address such as http://127.0.0.1:8000/keys");
        }
        if (multipartSize.compareTo(LEAST_PART) < 0 || multipartSize.compareTo(MOST_PART) > 0) {
            throw new IllegalArgumentException("multipart_size is " + LEAST_PART + " to " + MOST_PART);
        }
        if (anonymous && !(role.isEmpty() && profile.isEmpty())) {
            throw new IllegalArgumentException("anonymous=true does without a profile and a role; leave out one");
        }
        if (!kmsKey.isEmpty() && !encryption.startsWith("aws:kms")) {
            throw new IllegalArgumentException("kmskeyid needs ssetype=aws:kms or ssetype=aws:kms:dsse");
        }
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    List<String> unsigned() {
        return names(unsignedHeaders);
    }

    boolean deniedIsAbsent() {
        return denied.equals("absent");
    }

    /** The endpoint without what says that it is MinIO's. */
    String server() {
        return isMinio() ? endpoint.substring(MINIO.length()) : endpoint;
    }

    boolean bucketInPath() {
        return pathStyle || hostnameImmutable || isMinio();
    }

    private boolean isMinio() {
        return endpoint.startsWith(MINIO);
    }

    private static void oneOf(String key, String value, String... words) {
        if (!value.isEmpty() && !List.of(words).contains(value)) {
            throw new IllegalArgumentException(key + "=" + value + " is not one of " + String.join(", ", words));
        }
    }

    boolean isAws() {
        return endpoint.isEmpty();
    }

    /** MinIO, for one, deletes whatever the header says: only who is known to obey it is asked. */
    boolean obeysDeleteIfMatch() {
        return deleteIfMatch.isEmpty() ? isAws() : Boolean.parseBoolean(deleteIfMatch);
    }

    boolean requestChecksumsAlways() {
        return requestChecksums.isEmpty() ? isAws() : requestChecksums.equals("when_supported");
    }

    boolean responseChecksumsAlways() {
        return responseChecksums.isEmpty() ? isAws() : responseChecksums.equals("when_supported");
    }
}
