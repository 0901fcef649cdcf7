package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContractTest {
    private static final ActionId ACTION = Outputs.action(1);

    private static Map<String, String> headers() {
        return new TreeMap<>(Map.of(
                "Content-Length",
                "3",
                Contract.OUTPUT,
                Outputs.output(Outputs.bytes("abc")).hex(),
                Contract.SIZE,
                "3"));
    }

    private static Offer offer(Map<String, String> headers) {
        return Contract.offer(ACTION, name -> Optional.ofNullable(headers.get(name)));
    }

    @Test
    void offer_withTheLeastThatIsNeeded_isRead() {
        assertThat(offer(headers()))
                .isEqualTo(new Offer(ACTION, Outputs.output(Outputs.bytes("abc")), 3, Encoding.RAW, 3, "", "", ""));
    }

    @Test
    void offer_inUpperCase_isTheSame() {
        Map<String, String> upper = headers();
        upper.replaceAll((name, value) -> value.toUpperCase(java.util.Locale.ROOT));

        assertThat(offer(upper)).isEqualTo(offer(headers()));
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length,",
        "Content-Length, -1",
        "Content-Length, 3x",
        "Content-Length, 99999999999999999999",
        "X-Cacheprog-OutputID,",
        "X-Cacheprog-OutputID, abcd",
        "X-Cacheprog-OutputID, ../../../../../../../../../../../../../../../../../../etc/passwd/pad",
        "X-Cacheprog-UncompressedSize,",
        "X-Cacheprog-UncompressedSize, -3",
        "X-Cacheprog-UncompressedSize, 9223372036854775808",
        "X-Cacheprog-UncompressedSize, 0x3",
        "X-Cacheprog-CompressionAlgorithm, brotli",
        "X-Cacheprog-CompressionAlgorithm, ZSTD",
        "X-Cacheprog-MD5Sum, 12",
        "X-Cacheprog-Sha256Sum, zz",
        "X-Cacheprog-Sha256Sum, zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    })
    void offer_withAHeaderMissingOrWrong_isRefused(String header, String value) {
        Map<String, String> headers = headers();
        headers.remove(header);
        if (value != null) {
            headers.put(header, value);
        }

        assertThatThrownBy(() -> offer(headers))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        e -> assertThat(e.error())
                                .isIn(CacheError.BAD_REQUEST, CacheError.BAD_ID, CacheError.POISONED));
    }

    @Test
    void time_hasADayOfTwoDigits_whichGoInsistsOn() {
        assertThat(Contract.time(Instant.parse("2026-03-01T04:05:06.789Z"))).isEqualTo("Sun, 01 Mar 2026 04:05:06 GMT");
    }
}
