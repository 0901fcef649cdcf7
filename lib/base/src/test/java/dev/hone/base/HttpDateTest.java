package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final long YEAR_10000 = 253_402_300_800L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat, 21 Nov 2026 21:12:39 GMT|2026-11-21T21:12:39Z",
                "Thu, 01 Jan 1970 00:00:00 GMT|1970-01-01T00:00:00Z",
                "Thu, 29 Feb 2024 23:59:59 GMT|2024-02-29T23:59:59Z",
                "Thu, 1 Jan 1970 00:00:00 GMT|1970-01-01T00:00:00Z",
                "sat, 21 nov 2026 21:12:39 GMT|2026-11-21T21:12:39Z",
                "21 Nov 2026 21:12:39 GMT|2026-11-21T21:12:39Z",
                "Sat, 21 Nov 2026 21:12:39 +0100|2026-11-21T20:12:39Z",
                "Fri, 31 Dec 9999 23:59:59 GMT|9999-12-31T23:59:59Z",
            })
    void parse_ofATime_givesIt(String text, Instant time) {
        assertThat(HttpDate.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-21T21:12:39Z",
                "Sun, 21 Nov 2026 21:12:39 GMT",
                "Sat, 30 Feb 2026 21:12:39 GMT",
                "Sat, 32 Nov 2026 21:12:39 GMT",
                "Sat, 21 Nov 2026 24:12:39 GMT",
                "Sat, 21 Nov 2026 21:60:39 GMT",
                "Sat, 21 Nov 2026 21:12:60 GMT",
                "Sat, 21 Nox 2026 21:12:39 GMT",
                "Sat, 21 Nov 2026 21:12:39 XYZ",
                "Sat, २१ Nov 2026 21:12:39 GMT",
                "Sat, -1 Nov 2026 21:12:39 GMT",
                "Sat, 21 Nov +026 21:12:39 GMT",
                "Sat, 21 Nov 2026 21:12:39 GMT ",
            })
    void parse_ofNoTime_isEmpty(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @Test
    void parse_ofTimesAndWhatIsAlmostOne_givesWhatTheFormatterGivesOrNothing() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(YEAR_10000));
            StringBuilder text =
                    new StringBuilder(DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
            assertThat(HttpDate.parse(text.toString())).contains(time);
            text.setCharAt(
                    random.nextInt(text.length()),
                    "0123456789 :,GMTSunJa".charAt(random.nextInt("0123456789 :,GMTSunJa".length())));
            HttpDate.parse(text.toString())
                    .ifPresent(almost -> assertThat(formatted(text.toString())).contains(almost));
        }
    }

    private static Optional<Instant> formatted(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
