package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmProcessesTest {
    private static final WarmProcesses.Pace PACE =
            new WarmProcesses.Pace(Duration.ofNanos(2000), Duration.ofNanos(1000));

    @TempDir
    private Path folder;

    private Side shell(String name, String script) {
        return new Side(name, List.of("sh", "-c", script), folder);
    }

    @Test
    void run_sidesThatStay_answerInTurnsFromOneProcessEach() {
        String script = "i=0; while read n; do i=$((i+1)); echo $n >> %s; echo 100; done";
        List<Side> sides = List.of(shell("a", script.formatted("a")), shell("b", script.formatted("b")));
        try (WarmProcesses processes = new WarmProcesses(sides, List.of(), PACE)) {
            assertThat(processes.run(sides.getFirst())).isEqualTo(new Sample(100, Double.NaN));
            assertThat(processes.run(sides.getLast())).isEqualTo(new Sample(100, Double.NaN));
            assertThat(processes.peakBytes(sides.getFirst())).isNotNegative();
        }
        assertThat(folder.resolve("a")).hasContent("1\n10\n10\n10");
        assertThat(folder.resolve("b")).hasContent("1\n10\n10\n10");
    }

    @Test
    void run_sideThatAnswersNonsense_isRefused() {
        List<Side> sides = List.of(shell("a", "read n; echo soon"));
        assertThatThrownBy(() -> new WarmProcesses(sides, List.of(), PACE))
                .hasMessageContaining(
                        "'a' must answer each line N with the nanoseconds of one iteration, not with 'soon'");
    }

    @Test
    void run_sideThatEnds_isTold() {
        List<Side> sides = List.of(shell("a", "read n; echo 2000; read n"));
        try (WarmProcesses processes = new WarmProcesses(sides, List.of(), PACE)) {
            assertThatThrownBy(() -> processes.run(sides.getFirst())).hasMessageContaining("the end of its output");
        }
    }
}
