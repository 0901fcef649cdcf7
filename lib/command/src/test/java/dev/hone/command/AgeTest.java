package dev.hone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeTest {
    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0s",
        "PT0S, 0s",
        "PT59.9S, 59s",
        "PT12M5S, 12m5s",
        "PT2H5M59S, 2h5m",
        "P3DT4H59M, 3d4h",
        "P400D, 400d0h"
    })
    void of_hasTwoUnitsAtMost(Duration age, String said) {
        assertThat(Age.of(age)).isEqualTo(said);
    }
}
