package dev.hone.bench;

import dev.hone.base.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What was asked for.
 *
 * @param scenarios prepared comparisons to run
 * @param named sides given as a name and a command
 * @param cpus the processors to bind every side to, as taskset writes them; empty for none
 */
record Options(
        Rounds rounds,
        boolean warm,
        WarmProcesses.Pace pace,
        String cpus,
        boolean memory,
        boolean json,
        List<String> scenarios,
        List<Named> named) {

    static final String USAGE = """
            usage: bench/run [OPTIONS] SCENARIO…
                   bench/run [OPTIONS] --name NAME 'COMMAND' [--name NAME 'COMMAND']…
                   bench/run load [OPTIONS] --name NAME URL [--name NAME URL]… FOLDER
                   bench/run grow [OPTIONS] --name NAME URL FOLDER [--name NAME URL FOLDER]… PROFILES
                   bench/run steady [OPTIONS] URL PROFILES
                   bench/run jmh [ARGUMENTS OF JMH]

              --rounds N      rounds that count (21)
              --discard N     rounds at the start that do not count (2)
              --cpu LIST      bind every side to these processors (taskset)
              --no-memory     do not measure the peak of memory
              --json          print JSON, with every sample
              --warm          the commands stay, and answer each line N with the nanoseconds of one of N iterations
              --settle TIME   how long a warm side works before anything counts (5s)
              --slice TIME    about how long a warm side works in a round (200ms)
            """;

    Options {
        scenarios = List.copyOf(scenarios);
        named = List.copyOf(named);
        if (scenarios.isEmpty() && named.isEmpty()) {
            throw wrong("nothing to measure: name a scenario or a command");
        }
    }

    /** A side as it was given on the command line. */
    record Named(String name, String command) {}

    static Options parse(String... arguments) {
        Parser parser = new Parser(Arrays.asList(arguments).iterator());
        try {
            return parser.parse();
        } catch (NoSuchElementException e) {
            throw wrong(arguments[arguments.length - 1] + " needs a value");
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static BenchException wrong(String message) {
        return new BenchException(BenchException.Code.WRONG_USE, message + "\n\n" + USAGE);
    }

    /** Collects the options in whatever order they come. */
    private static final class Parser {
        private final Iterator<String> left;
        private final List<String> scenarios = new ArrayList<>();
        private final List<Named> named = new ArrayList<>();
        private int counted = 21;
        private int discarded = 2;
        private boolean warm;
        private boolean memory = true;
        private boolean json;
        private String cpus = "";
        private Duration settle = Duration.ofSeconds(5);
        private Duration slice = Duration.ofMillis(200);

        Parser(Iterator<String> left) {
            this.left = left;
        }

        Options parse() {
            while (left.hasNext()) {
                take(left.next());
            }
            return new Options(
                    new Rounds(discarded, counted),
                    warm,
                    new WarmProcesses.Pace(settle, slice),
                    cpus,
                    memory,
                    json,
                    scenarios,
                    named);
        }

        private void take(String word) {
            switch (word) {
                case "--rounds" -> counted = number(left.next());
                case "--discard" -> discarded = number(left.next());
                case "--cpu" -> cpus = left.next();
                case "--settle" -> settle = GoDuration.parse(left.next());
                case "--slice" -> slice = GoDuration.parse(left.next());
                case "--name" -> named.add(new Named(left.next(), left.next()));
                case "--no-memory" -> memory = false;
                case "--json" -> json = true;
                case "--warm" -> warm = true;
                default -> {
                    if (word.startsWith("-")) {
                        throw wrong("there is no option '" + word + "'");
                    }
                    scenarios.add(word);
                }
            }
        }

        private static int number(String text) {
            if (!text.matches("[0-9]{1,6}")) {
                throw wrong("'" + text + "' is not a number of rounds");
            }
            return Integer.parseInt(text);
        }
    }
}
