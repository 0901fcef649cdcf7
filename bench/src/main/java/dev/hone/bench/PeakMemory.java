package dev.hone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Measures the most memory a process held, with GNU {@code time} in rounds of their own.
 *
 * <p>The kernel's count of a process begins with that of the process that started it. GNU time is small, so its children's
 * count is true down to about 2 MiB; a child of this JVM would show the JVM's.
 */
final class PeakMemory {
    private static final String TIME = "/usr/bin/time";
    private static final int RUNS = 3;

    private final Processes processes;
    private final Path answer;

    private PeakMemory(Processes processes, Path answer) {
        this.processes = processes;
        this.answer = answer;
    }

    /** The meter, when the machine has GNU time; others have no {@code -f}. */
    static Optional<PeakMemory> with(Processes processes) {
        try {
            Path answer = Files.createTempFile("hone-bench", ".peak");
            answer.toFile().deleteOnExit();
            PeakMemory memory = new PeakMemory(processes, answer);
            memory.measure(new Side("true", List.of("true"), Path.of("").toAbsolutePath()));
            return Optional.of(memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BenchException ignored) {
            return Optional.empty();
        }
    }

    /** The largest of a few runs, in bytes. */
    long measure(Side side) {
        long peak = 0;
        for (int i = 0; i < RUNS; i++) {
            processes.run(side, List.of(TIME, "-q", "-f", "%M", "-o", answer.toString()));
            peak = Math.max(peak, kibibytes() * 1024);
        }
        return peak;
    }

    private long kibibytes() {
        try {
            return Long.parseLong(Files.readString(answer).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
