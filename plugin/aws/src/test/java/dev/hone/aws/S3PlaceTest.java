package dev.hone.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Secret;
import dev.hone.base.ServiceUrl;
import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3PlaceTest {
    private static final List<String> BUCKETS = List.of(
            "plain-bucket", "dotted.bucket", "192.168.5.4", "Upper", "under_score", "ab", "-ab", "ab-", "x".repeat(64));
    private static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-west-2",
            "eu-central-1",
            "ap-southeast-7",
            "mx-central-1",
            "cn-north-1",
            "us-gov-west-1",
            "us-iso-east-1",
            "eusc-de-east-1",
            "aws-global",
            "fips-us-west-2",
            "us-west-2-fips",
            "auto");

    private static S3Connection connection(String bucket, String parameters) {
        S3Settings settings = ServiceUrl.parse("s3://b?" + parameters).read(S3Settings.class, Map.of());
        return new S3Connection(bucket, settings, new S3Credentials("id", Secret.of("secret")), InstantSource.system());
    }

    private static Optional<BlobAddress> ours(S3Connection connection) {
        return new S3Addresses(connection, InstantSource.system()).of(BlobKey.of("k/ä"));
    }

    private static SentRequest sent(BlobAddress address) {
        return new SentRequest(
                address.uri().toString(), SentRequest.scope(address.headers().getOrDefault("authorization", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dualstack=true",
                "fips=true",
                "fips=true&dualstack=true",
                "accelerate=true",
                "accelerate=true&dualstack=true",
                "accelerate=true&fips=true",
                "use_path_style=true",
                "use_path_style=true&dualstack=true",
                "use_path_style=true&accelerate=true",
                "hostname_immutable=true",
                "disable_https=true",
                "disable_https=true&dualstack=true",
                "endpoint=http://127.0.0.1:9000",
                "endpoint=http://localhost:9000",
                "endpoint=https://localhost",
                "endpoint=https://s3.example:443/",
                "endpoint=http://s3.example:80/base/of",
                "endpoint=https://s3.example/base",
                "endpoint=https://s3.example:443/&use_path_style=true",
                "endpoint=http://s3.example:80/base/of&use_path_style=true",
                "endpoint=s3.example",
                "endpoint=s3.example&disable_https=true",
                "endpoint=minio%2Bhttp://localhost:9000",
                "endpoint=http://[::1]:9000",
                "endpoint=http://s3.example&use_path_style=true",
                "endpoint=http://s3.example&dualstack=true",
            })
    void place_whereItIsSure_isTheSdks(String parameters) {
        for (String bucket : BUCKETS) {
            for (String region : REGIONS) {
                try (S3Connection connection = connection(bucket, parameters + "&region=" + region)) {
                    Optional<BlobAddress> ours = ours(connection);
                    if (ours.isPresent()) {
                        assertThat(sent(ours.get()))
                                .as(bucket + " in " + region)
                                .isEqualTo(SentRequest.by(connection.client(), bucket, "k/ä"));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://plain-bucket.s3.eu-west-1.amazonaws.com/k/%C3%A4",
        "dualstack=true, https://plain-bucket.s3.dualstack.eu-west-1.amazonaws.com/k/%C3%A4",
        "fips=true, https://plain-bucket.s3-fips.eu-west-1.amazonaws.com/k/%C3%A4",
        "accelerate=true, https://plain-bucket.s3-accelerate.amazonaws.com/k/%C3%A4",
        "use_path_style=true, https://s3.eu-west-1.amazonaws.com/plain-bucket/k/%C3%A4",
        "disable_https=true, http://plain-bucket.s3.eu-west-1.amazonaws.com/k/%C3%A4",
        "endpoint=http://127.0.0.1:9000, http://127.0.0.1:9000/plain-bucket/k/%C3%A4",
        "endpoint=http://localhost:9000, http://plain-bucket.localhost:9000/k/%C3%A4",
        "endpoint=http://s3.example:80&use_path_style=true, http://s3.example/plain-bucket/k/%C3%A4",
        "endpoint=minio%2Bhttp://localhost:9000, http://localhost:9000/plain-bucket/k/%C3%A4",
        "endpoint=https://s3.example/base, https://plain-bucket.s3.example/base/k/%C3%A4",
    })
    void place_ofAPlainBucket_isThere(String parameters, String uri) {
        try (S3Connection connection = connection("plain-bucket", parameters + "&region=eu-west-1")) {
            assertThat(ours(connection).map(BlobAddress::uri)).contains(URI.create(uri));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, region=cn-north-1",
        "bucket, region=us-gov-west-1",
        "bucket, region=us-isob-east-1",
        "bucket, region=aws-global",
        "bucket, region=eu-west-1&accelerate=true&fips=true",
        "dotted.bucket, region=eu-west-1&accelerate=true",
        "dotted.bucket, region=eu-west-1&endpoint=http://localhost",
        "bucket--use1-az4--x-s3, region=us-east-1",
        "arn:aws:s3:us-west-2:1:accesspoint:x, region=us-west-2",
        "bucket, region=eu-west-1&endpoint=http://localhost:9000?x=y",
        "bucket, region=eu-west-1&endpoint=http://user@localhost:9000",
        "bucket, region=eu-west-1&endpoint=http://localhost:9000/a b",
        "bucket, region=eu-west-1&endpoint=ftp://localhost",
        "bucket, region=eu-west-1&endpoint=http://localhost&dualstack=true",
        "bucket, region=eu-west-1&endpoint=https://s3.example:443",
        "bucket, region=fips-us-west-2&endpoint=http://localhost",
        "bucket, ''",
    })
    void place_thatIsNotSure_isLeftToTheSdk(String bucket, String parameters) {
        try (S3Connection connection =
                connection(bucket, parameters.replace("?x=y", "%3Fx%3Dy").replace(" ", "%20"))) {
            assertThat(ours(connection)).isEmpty();
        }
    }

    @Test
    void place_whereAwssOwnSettingsNameAnEndpoint_isLeftToTheSdk() {
        System.setProperty("aws.endpointUrlS3", "http://localhost:4566");
        try (S3Connection connection = connection("bucket", "region=eu-west-1")) {
            assertThat(ours(connection)).isEmpty();
            assertThat(SentRequest.by(connection.client(), "bucket", "k").uri())
                    .isEqualTo("http://bucket.localhost:4566/k");
        } finally {
            System.clearProperty("aws.endpointUrlS3");
        }
    }

    @Test
    void region_ofAServerWithoutOne_isTheClients() {
        try (S3Connection connection = connection("bucket", "endpoint=http://localhost:9000")) {
            assertThat(connection.signingRegion())
                    .contains(connection
                            .client()
                            .serviceClientConfiguration()
                            .region()
                            .id());
        }
    }
}
