package dev.hone.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class S3SignatureTest {
    private static final S3Credentials KEYS =
            new S3Credentials("AKIAIOSFODNN7EXAMPLE", Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    private static final S3Credentials OTHERS =
            new S3Credentials("ASIAIOSFODNN7EXAMPLE", Secret.of("another/+secret="), Secret.of("to/ken+=="));

    private static SortedMap<String, String> headers(String host, Instant time) {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("host", host);
        headers.put(S3Signature.DATE, S3Signature.time(time));
        headers.put(S3Signature.CONTENT, S3Signature.NO_CONTENT);
        return headers;
    }

    /** The first example of "Signature Calculations for the Authorization Header" in the S3 API reference. */
    @Test
    void authorization_ofAwssOwnExample_isWhatAwsPublished() {
        SortedMap<String, String> headers =
                headers("examplebucket.s3.amazonaws.com", Instant.parse("2013-05-24T00:00:00Z"));
        headers.put("range", "bytes=0-9");
        assertThat(new S3Signature("us-east-1").authorization("GET", "/test.txt", headers, KEYS))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    /** One signer for all, so that whose and which day's key it holds changes all the time. */
    @Test
    void authorization_ofAnyKeysDaysAndPaths_isWhatTheSdkMakes() {
        S3Signature signature = new S3Signature("eu-west-1");
        S3Place place = new S3Place("http", "s3.example:9000", "/bucket/");
        for (String key : List.of(
                "a",
                "a b",
                "a+b%",
                "a%20b",
                "~-._",
                "ä/日本/\ud83d\ude00",
                "a?b=c&d#e",
                "a*b'(c)!$,;:@[]",
                "x=/y\"<>\\^`{|}")) {
            for (S3Credentials keys : List.of(KEYS, OTHERS)) {
                for (String time :
                        List.of("2026-11-21T23:59:59Z", "2026-11-22T00:00:00.999Z", "2027-01-02T03:04:05Z")) {
                    Instant now = Instant.parse(time);
                    SortedMap<String, String> headers = headers(place.host(), now);
                    if (!keys.sessionToken().reveal().isEmpty()) {
                        headers.put("x-amz-security-token", keys.sessionToken().reveal());
                    }
                    assertThat(signature.authorization("GET", place.path(key), headers, keys))
                            .as("%s at %s", key, time)
                            .isEqualTo(bySdk(place.uri(place.path(key)), now, keys));
                }
            }
        }
    }

    private static String bySdk(URI uri, Instant now, S3Credentials keys) {
        SdkHttpRequest request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
        return AwsV4HttpSigner.create()
                .sign(SignRequest.builder(identity(keys))
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC))
                        .build())
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private static AwsCredentialsIdentity identity(S3Credentials keys) {
        String id = keys.accessKeyId();
        String secret = keys.secretKey().reveal();
        String token = keys.sessionToken().reveal();
        return token.isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, token);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T21:12:39.999Z, 20261121T211239Z",
        "1970-01-01T00:00:00Z, 19700101T000000Z",
        "2024-02-29T23:59:59Z, 20240229T235959Z",
    })
    void time_isToTheSecondInUtc(Instant instant, String text) {
        assertThat(S3Signature.time(instant)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a%2Fb", "a b", "ä", "\uffff", "\ud83d\ude00/x", "~.-_", "%"})
    void path_ofAKey_isReadBackAsIt(String key) {
        S3Place place = new S3Place("https", "s3.example", "/");
        assertThat(place.path(key)).matches("[A-Za-z0-9._~/%-]+");
        assertThat(place.uri(place.path(key)).getPath()).isEqualTo("/" + key);
        assertThat(place.uri(place.path(key)).getRawPath()).isEqualTo(place.path(key));
    }
}
