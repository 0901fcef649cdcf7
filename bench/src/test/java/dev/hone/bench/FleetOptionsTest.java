package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FleetOptionsTest {
    @Test
    void parse_takesWhatIsMeantForTheScraper() {
        assertThat(FleetOptions.parse(List.of("1000", "5", "cpu.pb.gz", "./hone", "-f", "5m")))
                .isEqualTo(new FleetOptions(1000, 5, Path.of("cpu.pb.gz"), "./hone", List.of("-f", "5m")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 5 p hone", "1000 x p hone", "1000 5 p"})
    void parse_ofSomethingElse_saysHow(String line) {
        assertThatThrownBy(() -> FleetOptions.parse(List.of(line.split(" ", -1))))
                .hasMessageContaining("usage: bench/run fleet");
    }
}
