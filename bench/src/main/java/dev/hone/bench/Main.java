package dev.hone.bench;

import dev.hone.base.HoneException;
import dev.hone.base.Progress;
import dev.hone.base.Sleeper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The way in: measures what the arguments name and prints what came out. */
final class Main {
    /** The same for every run, so that the same samples give the same interval. */
    private static final long SEED = 20261121;

    private Main() {}

    public static void main(String[] args) {
        try {
            if (args.length > 0 && args[0].equals("loop")) {
                loop(Arrays.asList(args).subList(1, args.length));
            } else if (args.length > 0 && args[0].equals("load")) {
                load(LoadOptions.parse(Arrays.asList(args).subList(1, args.length)));
            } else if (args.length > 0 && args[0].equals("grow")) {
                grow(GrowthOptions.parse(Arrays.asList(args).subList(1, args.length)));
            } else if (args.length > 0 && args[0].equals("steady")) {
                steady(SteadyOptions.parse(Arrays.asList(args).subList(1, args.length)));
            } else if (args.length > 0 && args[0].equals("fleet")) {
                fleet(FleetOptions.parse(Arrays.asList(args).subList(1, args.length)));
            } else {
                compare(Options.parse(args));
            }
        } catch (HoneException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(e.code() == BenchException.Code.WRONG_USE ? 2 : 3);
        }
    }

    private static void loop(List<String> words) {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Loop.named(words, System::nanoTime).answer(in, System.out);
    }

    private static void load(LoadOptions options) {
        try (Load load = new Load(options, System::nanoTime)) {
            System.out.print(LoadReport.of(load.run(), options, new Random(SEED)));
        }
    }

    private static void grow(GrowthOptions options) {
        try (Growth growth = new Growth(options, System::nanoTime, Sleeper.REAL)) {
            growth.run(System.out::println);
        }
    }

    private static void steady(SteadyOptions options) {
        try (Steady steady = new Steady(options, System::nanoTime, Sleeper.REAL)) {
            steady.run(System.out::println);
        }
    }

    private static void fleet(FleetOptions options) {
        try (ScrapedFleet fleet = new ScrapedFleet(options, Sleeper.REAL)) {
            fleet.run(System.out::println);
        }
    }

    private static void compare(Options options) {
        Runner runner = new Runner(options, System::nanoTime, new Random(SEED), Main::progress);
        List<Comparison> comparisons = scenarios(options).map(runner::run).toList();
        if (options.json()) {
            System.out.print(JsonReport.of(comparisons));
        } else {
            comparisons.forEach(comparison -> System.out.println(Report.of(comparison, options.rounds())));
        }
    }

    private static Stream<Scenario> scenarios(Options options) {
        Path root = Path.of(System.getProperty("hone.bench.root", "")).toAbsolutePath();
        ScenarioFile files = new ScenarioFile(root, new Rivals(System.getenv()));
        Stream<Scenario> prepared = options.scenarios().stream().map(files::read);
        return options.named().isEmpty() ? prepared : Stream.concat(prepared, Stream.of(named(options)));
    }

    private static Scenario named(Options options) {
        Path here = Path.of("").toAbsolutePath();
        List<Side> sides = options.named().stream()
                .map(one -> new Side(one.name(), Words.of(one.command()), here))
                .toList();
        return new Scenario("commands", options.warm(), sides, List.of());
    }

    private static Progress progress(Progress.Task task) {
        return Boolean.getBoolean("hone.tty.err")
                ? Progress.bar(task, System.err::print, System::nanoTime)
                : Progress.lines(task, System.err::print, System::nanoTime);
    }
}
