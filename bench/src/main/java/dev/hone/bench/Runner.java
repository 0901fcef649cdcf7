package dev.hone.bench;

import dev.hone.base.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Carries a comparison out. */
final class Runner {
    private final Options options;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Function<Progress.Task, Progress> progress;

    Runner(
            Options options,
            LongSupplier nanoClock,
            RandomGenerator random,
            Function<Progress.Task, Progress> progress) {
        this.options = options;
        this.nanoClock = nanoClock;
        this.random = random;
        this.progress = progress;
    }

    Comparison run(Scenario scenario) {
        return scenario.warm() ? warm(scenario) : whole(scenario);
    }

    private Comparison whole(Scenario scenario) {
        List<Side> sides = new ArrayList<>(scenario.sides());
        sides.addFirst(
                new Side(Comparison.BASELINE, List.of("/bin/true"), Path.of("").toAbsolutePath()));
        Processes processes = new Processes(pinning(), nanoClock);
        List<Series> timed = rounds(scenario, sides, processes);
        List<String> notes = new ArrayList<>(scenario.skipped());
        List<Series> series = options.memory() ? withPeaks(timed, processes, notes) : timed;
        return Comparison.of(scenario, series, notes, random);
    }

    private static List<Series> withPeaks(List<Series> series, Processes processes, List<String> notes) {
        Optional<PeakMemory> memory = PeakMemory.with(processes);
        if (memory.isEmpty()) {
            notes.add("no peak of memory: there is no GNU time at /usr/bin/time (Debian package time)");
            return series;
        }
        return series.stream()
                .map(one -> one.withPeak(memory.get().measure(one.side())))
                .toList();
    }

    private Comparison warm(Scenario scenario) {
        try (WarmProcesses processes = new WarmProcesses(scenario.sides(), pinning(), options.pace())) {
            List<Series> series = rounds(scenario, scenario.sides(), processes).stream()
                    .map(one -> one.withPeak(processes.peakBytes(one.side())))
                    .toList();
            return Comparison.of(scenario, series, scenario.skipped(), random);
        }
    }

    private List<Series> rounds(Scenario scenario, List<Side> sides, Rounds.Trial trial) {
        long runs = (long) options.rounds().all() * sides.size();
        try (Progress shown = progress.apply(new Progress.Task(scenario.name(), runs, "runs"))) {
            return options.rounds().run(sides, trial, shown);
        }
    }

    private List<String> pinning() {
        return options.cpus().isEmpty() ? List.of() : List.of("taskset", "-c", options.cpus());
    }
}
