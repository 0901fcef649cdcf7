package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuietHoursTest {
    @ParameterizedTest
    @CsvSource({
        "22:00-06:00,             21:59:59, PT0S",
        "22:00-06:00,             22:00:00, PT8H",
        "22:00-06:00,             05:59:59, PT1S",
        "22:00-06:00,             06:00:00, PT0S",
        "'08:00-09:00, 09:00-10:30', 08:30:00, PT2H",
        "00:00-00:00,             12:00:00, PT24H",
    })
    void left_isHowLongItStaysQuiet(String spans, String time, Duration left) {
        assertThat(QuietHours.parse(spans).left(Instant.parse("2026-11-21T" + time + "Z")))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22:00", "22-6", "25:00-06:00", "22:00-06:00,", "a-b", "1:2:3-4:5:6"})
    void parse_ofSomethingElse_saysWhatToWrite(String text) {
        assertThatThrownBy(() -> QuietHours.parse(text)).hasMessageContaining("write 22:00-06:00");
    }

    @Test
    void none_isNeverQuiet() {
        assertThat(QuietHours.NONE.left(Instant.EPOCH)).isZero();
    }
}
