package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobAddressTest {
    private static final Map<String, String> GOOD = Map.of(
            "content-length", "5",
            "etag", "\"abc\"",
            "last-modified", "Sat, 21 Nov 2026 21:12:39 GMT",
            "x-amz-meta-output", "00ff",
            "x-amz-request-id", "1");

    private final BlobAddress address = new BlobAddress(
            URI.create("https://s3.example/bucket/key?signature=hidden"),
            Map.of("authorization", "hidden", "x-amz-security-token", "hidden"),
            "x-amz-meta-");

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new HashMap<>(GOOD);
        headers.put(name, value);
        return headers;
    }

    @Test
    void info_ofAnAnswer_isWhatItsHeadersSay() {
        assertThat(address.info(GOOD))
                .isEqualTo(new BlobInfo(
                        5,
                        new BlobVersion("\"abc\""),
                        Instant.parse("2026-11-21T21:12:39Z"),
                        Metadata.of(Map.of("output", "00ff"))));
        assertThat(address.info(with("content-length", "0")).size()).isZero();
        assertThat(address.info(with("content-length", "999999999999999999")).size())
                .isEqualTo(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length", "etag", "last-modified"})
    void info_withoutAHeaderThatItNeeds_isUnavailable(String name) {
        Map<String, String> headers = new HashMap<>(GOOD);
        headers.remove(name);
        assertUnavailable(headers);
        assertUnavailable(with(name, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "content-length, -1",
        "content-length, +5",
        "content-length, 5.0",
        "content-length, 0x5",
        "content-length, ५",
        "content-length, '5, 5'",
        "content-length, ' 5'",
        "content-length, 9223372036854775807",
        "content-length, 99999999999999999999999999999999999999",
        "last-modified, yesterday",
        "last-modified, 'Sat, 31 Nov 2026 21:12:39 GMT'",
        "last-modified, 'Mon, 21 Nov 2026 21:12:39 GMT'",
        "last-modified, 2026-11-21T21:12:39Z",
    })
    void info_withAHeaderThatIsNone_isUnavailable(String name, String value) {
        assertUnavailable(with(name, value));
    }

    private void assertUnavailable(Map<String, String> headers) {
        assertThatThrownBy(() -> address.info(headers))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.UNAVAILABLE))
                .hasMessageContaining("https://s3.example/bucket/key")
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void info_withMetadataThatNoPutCanLeave_isWithoutIt() {
        Map<String, String> headers = with("x-amz-meta-", "no name");
        headers.put("x-amz-meta-a.b", "no name of ours");
        headers.put("x-amz-meta-tab", "a\tb");
        headers.put("x-amz-meta-accent", "é");
        headers.put("x-amz-meta-zz-long", "x".repeat(1 << 20));
        assertThat(address.info(headers).metadata().values()).isEqualTo(Map.of("output", "00ff"));
    }

    @Test
    void toString_showsWhereAndNoValue() {
        assertThat(address.toString())
                .contains("https://s3.example/bucket/key", "authorization")
                .doesNotContain("hidden");
    }

    @Test
    void address_ofAStoreWithoutOne_isEmpty() {
        assertThat(Stores.open("mem://?prefix=a/").address(BlobKey.of("k"))).isEmpty();
    }
}
