package dev.hone.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * How much to upload, for how long, and what to look at meanwhile.
 *
 * @param server its address, without a path
 * @param ingest whether to push as Pyroscope's clients do
 * @param rate uploads in a second
 * @param data the folder that its data is in; none if there is no such folder here
 * @param process the server's; none if it is not to be looked at
 */
record SteadyOptions(
        URI server,
        boolean ingest,
        Path profiles,
        int apps,
        int rate,
        int minutes,
        List<Path> data,
        List<ProcessStatus> process) {
    static final String USAGE = """
            usage: bench/run steady [OPTIONS] URL PROFILES

              posts the profiles of PROFILES to the server at URL at a steady rate, for one app after the other, and says
              after each minute how long that took, and what the server holds

              --ingest             post to /ingest, as Pyroscope's clients do
              --apps N             for so many apps (5)
              --rate N             uploads in a second (100)
              --minutes N          for so long (10)
              --process NAME=PID   show this process's memory and processor time
              --data FOLDER        show how many files are in it, and how large they are
            """;

    SteadyOptions {
        data = List.copyOf(data);
        process = List.copyOf(process);
        if (apps < 1 || rate < 1 || minutes < 1) {
            throw wrong("there must be an app, something to upload, and time for it");
        }
    }

    /** Where the upload of a number goes. */
    URI address(int number) {
        String app = "steady-" + number % apps;
        return URI.create(server + (ingest ? "/ingest?format=pprof&name=" : "/api/profile/") + app);
    }

    static SteadyOptions parse(List<String> words) {
        try {
            return new Parser(words.iterator()).parse();
        } catch (NoSuchElementException e) {
            throw wrong(words.getLast() + " needs a value");
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static BenchException wrong(String message) {
        return new BenchException(BenchException.Code.WRONG_USE, message + "\n\n" + USAGE);
    }

    /** Takes the words one by one. */
    private static final class Parser {
        private final Iterator<String> left;
        private final List<String> others = new ArrayList<>();
        private final List<Path> data = new ArrayList<>();
        private final List<ProcessStatus> process = new ArrayList<>();
        private boolean ingest;
        private int apps = 5;
        private int rate = 100;
        private int minutes = 10;

        Parser(Iterator<String> left) {
            this.left = left;
        }

        SteadyOptions parse() {
            while (left.hasNext()) {
                take(left.next());
            }
            if (others.size() != 2) {
                throw wrong("name a server and a folder of profiles");
            }
            URI server = URI.create(others.getFirst().replaceFirst("/+$", ""));
            return new SteadyOptions(server, ingest, Path.of(others.getLast()), apps, rate, minutes, data, process);
        }

        private void take(String word) {
            switch (word) {
                case "--ingest" -> ingest = true;
                case "--apps" -> apps = number(left.next());
                case "--rate" -> rate = number(left.next());
                case "--minutes" -> minutes = number(left.next());
                case "--data" -> data.add(Path.of(left.next()));
                case "--process" -> process.add(ProcessStatus.named(left.next()));
                default -> {
                    if (word.startsWith("-")) {
                        throw wrong("there is no option '" + word + "'");
                    }
                    others.add(word);
                }
            }
        }

        private static int number(String text) {
            if (!text.matches("[0-9]{1,7}")) {
                throw wrong("'" + text + "' is not a number");
            }
            return Integer.parseInt(text);
        }
    }
}
