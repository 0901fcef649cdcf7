package dev.hone.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.ConfigurationException;
import dev.hone.base.ServiceUrl;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobStores;
import dev.hone.blob.ByteRange;
import dev.hone.blob.Surroundings;
import dev.hone.blob.Trait;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SchemeTest {
    private static BlobStore open(String url) {
        return BlobStores.of(new Surroundings(InstantSource.system(), new SecureRandom()), List.of(S3Scheme.create()))
                .open(url);
    }

    private static S3Settings settings(String query) {
        return ServiceUrl.parse("s3://bucket?" + query).read(S3Settings.class, Map.of());
    }

    @Test
    void open_withEachOfGocloudsParameters_takesThem() {
        for (String parameter : List.of(
                "region=eu-west-1",
                "endpoint=http://localhost:9000",
                "use_path_style=true",
                "s3ForcePathStyle=true",
                "disable_https=true",
                "hostname_immutable=true",
                "profile=dev",
                "role=arn:aws:iam::123456789012:role/hone",
                "anonymous=true",
                "dualstack=true",
                "fips=true",
                "accelerate=true",
                "ssetype=AES256",
                "ssetype=aws:kms&kmskeyid=key",
                "rate_limiter_capacity=500",
                "request_checksum_calculation=when_required",
                "response_checksum_validation=when_supported",
                "awssdk=v2",
                "unsigned_headers=Accept-Encoding,%20X-Other",
                "denied=absent",
                "region_lookup=true",
                "credentials_endpoint=http://127.0.0.1:8000/keys",
                "endpoint=minio%2Bhttp://localhost:9000",
                "prefix=a/b/")) {
            open("s3://bucket?" + parameter).close();
        }
    }

    @Test
    void open_withWhatIsNotAParameter_tellsAllThatIsWrong() {
        assertThatThrownBy(() -> open("s3://bucket?regoin=x&use_pathstyle=true&anonymous=maybe"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("regoin (s3://bucket): no such key; did you mean 'region'?")
                .hasMessageContaining("did you mean 'use_path_style'?")
                .hasMessageContaining("'maybe' is not true or false");
        assertThatThrownBy(() -> open("s3://bucket?ssetype=none")).hasMessageContaining("AES256, aws:kms");
        assertThatThrownBy(() -> open("s3://bucket?kmskeyid=key")).hasMessageContaining("ssetype=aws:kms");
        assertThatThrownBy(() -> open("s3://bucket?multipart_size=1KiB")).hasMessageContaining("5MiB to 5GiB");
        assertThatThrownBy(() -> open("s3://bucket?anonymous=true&role=r")).hasMessageContaining("leave out one");
        assertThatThrownBy(() -> open("s3://bucket?unsigned_headers=Host")).hasMessageContaining("Host");
        assertThatThrownBy(() -> open("s3://bucket?unsigned_headers=x-amz-meta-a"))
                .hasMessageContaining("x-amz-meta-a");
        assertThatThrownBy(() -> open("s3://bucket?denied=maybe")).hasMessageContaining("error, absent");
        assertThatThrownBy(() -> open("s3://bucket?credentials_endpoint=keys")).hasMessageContaining("address");
    }

    @Test
    void open_ofWhatIsNoBucket_saysWhatToWrite() {
        for (String url : List.of("s3://", "s3:///bucket", "s3://bucket/folder")) {
            assertThatThrownBy(() -> open(url))
                    .isInstanceOf(BlobException.class)
                    .hasMessageContaining("write s3://bucket");
        }
    }

    @Test
    void traits_ofAwsAndOfOthers_differWhereServersDo() {
        assertThat(open("s3://bucket").traits())
                .contains(Trait.DELETE_IF_VERSION, Trait.NESTED_KEYS)
                .doesNotContain(Trait.VERSION_PER_PUT);
        assertThat(open("s3://bucket?endpoint=http://localhost:9000").traits())
                .doesNotContain(Trait.DELETE_IF_VERSION, Trait.NESTED_KEYS);
        assertThat(open("s3://bucket?endpoint=http://localhost:9000&delete_if_match=true")
                        .traits())
                .contains(Trait.DELETE_IF_VERSION);
    }

    @Test
    void endpoint_ofMinio_hasTheBucketInThePath() {
        assertThat(settings("endpoint=minio%2Bhttps://m:9000").server()).isEqualTo("https://m:9000");
        assertThat(settings("endpoint=minio%2Bhttps://m:9000").bucketInPath()).isTrue();
        assertThat(settings("endpoint=https://m:9000").bucketInPath()).isFalse();
    }

    @Test
    void checksums_withoutAWord_areSentToAwsOnly() {
        assertThat(settings("").requestChecksumsAlways()).isTrue();
        assertThat(settings("").responseChecksumsAlways()).isTrue();
        assertThat(settings("endpoint=x").requestChecksumsAlways()).isFalse();
        assertThat(settings("endpoint=x").responseChecksumsAlways()).isFalse();
        assertThat(settings("endpoint=x&request_checksum_calculation=when_supported")
                        .requestChecksumsAlways())
                .isTrue();
    }

    @Test
    void range_asAHeader_isWhatHttpWrites() {
        assertThat(RangeHeader.of(ByteRange.from(7))).contains("bytes=7-");
        assertThat(RangeHeader.of(ByteRange.of(7, 3))).contains("bytes=7-9");
        assertThat(RangeHeader.of(ByteRange.last(3))).contains("bytes=-3");
        assertThat(RangeHeader.of(ByteRange.of(7, 0))).isEmpty();
        assertThat(RangeHeader.of(ByteRange.last(0))).isEmpty();
        assertThat(RangeHeader.size("bytes 7-9/10", 3)).isEqualTo(10);
        assertThat(RangeHeader.size("bytes 7-9/*", 3)).isEqualTo(3);
        assertThat(RangeHeader.size(null, 3)).isEqualTo(3);
    }
}
