package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void parse_scenarioAlone_hasTheUsualRest() {
        assertThat(Options.parse("version"))
                .isEqualTo(new Options(
                        new Rounds(2, 21),
                        false,
                        new WarmProcesses.Pace(Duration.ofSeconds(5), Duration.ofMillis(200)),
                        "",
                        true,
                        false,
                        List.of("version"),
                        List.of()));
    }

    @Test
    void parse_everything_isTaken() {
        assertThat(Options.parse(
                        "--rounds",
                        "5",
                        "--discard",
                        "0",
                        "--cpu",
                        "0,1",
                        "--warm",
                        "--slice",
                        "1s",
                        "--settle",
                        "1m",
                        "--json",
                        "--no-memory",
                        "--name",
                        "a",
                        "b c",
                        "--name",
                        "d",
                        "e"))
                .isEqualTo(new Options(
                        new Rounds(0, 5),
                        true,
                        new WarmProcesses.Pace(Duration.ofMinutes(1), Duration.ofSeconds(1)),
                        "0,1",
                        false,
                        true,
                        List.of(),
                        List.of(new Options.Named("a", "b c"), new Options.Named("d", "e"))));
    }

    @Test
    void parse_wrongUse_saysWhatAndShowsTheUsage() {
        assertThatThrownBy(() -> Options.parse("--rounds"))
                .hasMessageStartingWith("--rounds needs a value")
                .hasMessageEndingWith(Options.USAGE);
        assertThatThrownBy(() -> Options.parse("--rounds", "few", "x"))
                .hasMessageStartingWith("'few' is not a number of rounds");
        assertThatThrownBy(() -> Options.parse("--slice", "1", "x")).hasMessageStartingWith("'1' is not a duration");
        assertThatThrownBy(() -> Options.parse("--nmae", "x")).hasMessageStartingWith("there is no option '--nmae'");
        assertThatThrownBy(Options::parse).hasMessageStartingWith("nothing to measure");
    }
}
