package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @Test
    void parse_everyTextOfTheTable_isWhatGoMakesOfIt() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (Row row : table("go-parse-duration.tsv")) {
            softly.assertThat(parsed(row.in()))
                    .as("ParseDuration(%s)", row.in())
                    .isEqualTo(row.out());
        }
        softly.assertAll();
    }

    @Test
    void format_everyDurationOfTheTable_isWhatGoWrites() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (Row row : table("go-duration-string.tsv")) {
            Duration duration = Duration.ofNanos(Long.parseLong(row.in()));
            softly.assertThat(GoDuration.format(duration)).isEqualTo(row.out());
        }
        softly.assertAll();
    }

    @Test
    void format_everyDurationOfTheTable_isReadBack() throws IOException {
        for (Row row : table("go-duration-string.tsv")) {
            assertThat(GoDuration.parse(row.out())).isEqualTo(Duration.ofNanos(Long.parseLong(row.in())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "1d", "1h 30m", "१s"})
    void parse_notADuration_isRefusedAndQuoted(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a duration; write numbers with ns, us, ms, s, m or h, as in 1m30s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2562048h", "-2562048h", "99999999999999999999s", "9223372036s9223372036s"})
    void parse_beyondGoRange_saysHowLongIsTooLong(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is too long for a duration (about 292 years)");
    }

    /** Go's own sum wraps around here and is zero. */
    @Test
    void parse_twoHalvesOfTheNumberRange_isTooLongAndNotZero() {
        assertThatThrownBy(() -> GoDuration.parse("9223372036854775808ns9223372036854775808ns"))
                .hasMessageContaining("too long");
    }

    @Test
    void format_beyondGoRange_isRefused() {
        assertThatThrownBy(() -> GoDuration.format(Duration.ofDays(200_000))).isInstanceOf(ArithmeticException.class);
    }

    private static String parsed(String text) {
        Throwable refusal = catchThrowable(() -> GoDuration.parse(text));
        return refusal == null
                ? Long.toString(GoDuration.parse(text).toNanos())
                : refusal instanceof IllegalArgumentException ? "refused" : refusal.toString();
    }

    private record Row(String in, String out) {}

    private static List<Row> table(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(GoDurationTest.class.getResourceAsStream(name), name)) {
            List<Row> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Row(cells[0], cells[1]))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(100);
            return rows;
        }
    }
}
