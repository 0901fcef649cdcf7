package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    private Path folder;

    private final Processes processes = new Processes(List.of(), System::nanoTime);

    private Side shell(String script) {
        return new Side("shell", List.of("sh", "-c", script), folder);
    }

    @Test
    void run_processThatComputes_hasItsProcessorTimeCounted() {
        Sample sample = processes.run(shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"));
        assertThat(sample.cpuNanos()).isGreaterThan(1_000_000).isLessThan(1.5 * sample.nanos());
    }

    @Test
    void run_processThatWaits_hasAlmostNone() {
        Sample sample = processes.run(shell("exec sleep 0.2"));
        assertThat(sample.nanos()).isGreaterThan(200_000_000);
        assertThat(sample.cpuNanos()).isLessThan(100_000_000);
    }

    @Test
    void run_grandchildren_areCounted() {
        Sample sample = processes.run(shell("sh -c 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done'; true"));
        assertThat(sample.cpuNanos()).isGreaterThan(1_000_000);
    }

    @Test
    void run_failure_isToldWithWhatTheCommandSaid() {
        assertThatThrownBy(() -> processes.run(shell("echo no such thing >&2; exit 7")))
                .isInstanceOf(BenchException.class)
                .hasMessageEndingWith("ended with exit code 7:\nno such thing");
    }

    @Test
    void run_programThatIsNotThere_isTold() {
        assertThatThrownBy(() -> processes.run(new Side("gone", List.of("/nowhere/gone"), folder)))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("cannot start 'gone' (/nowhere/gone): ");
    }

    @Test
    void run_folderOfTheSide_isWhereItRuns() {
        processes.run(shell("echo here > here"));
        assertThat(folder.resolve("here")).hasContent("here");
    }
}
