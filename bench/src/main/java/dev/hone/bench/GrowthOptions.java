package dev.hone.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Whose cost to take of one upload after the other.
 *
 * @param from how many profiles of the folder to leave out, because they were uploaded before
 * @param window how many uploads make a row
 */
record GrowthOptions(List<Target> targets, Path profiles, int from, int uploads, int window) {
    static final String USAGE = """
            usage: bench/run grow [OPTIONS] --name NAME URL FOLDER [--process NAME=PID]… [--requests FILE]
                   [--name …] PROFILES

              posts one profile of PROFILES after the other, each when the one before is gone from FOLDER/staging, and says
              what the uploads of each window took: time, processor time of the server's processes, and lines that came to FILE,
              which gets one for each request to its store

              --uploads N       how many, to each server (1000)
              --window N        so many in a row of the table, and then it is the next server's turn (100)
              --from N          leave out so many profiles at the start of the folder (0)
            """;

    /** A server: where profiles are posted to, where the app has its staging folder, whose time and which files' lines count. */
    record Target(String name, URI address, Path folder, List<ProcessStatus> processes, List<Path> requests) {}

    GrowthOptions {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw wrong("name at least one server");
        }
        if (uploads < 1 || window < 1) {
            throw wrong("there must be something to upload");
        }
    }

    static GrowthOptions parse(List<String> words) {
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
        private final List<Target> targets = new ArrayList<>();
        private final List<String> folders = new ArrayList<>();
        private int from;
        private int uploads = 1000;
        private int window = 100;

        Parser(Iterator<String> left) {
            this.left = left;
        }

        GrowthOptions parse() {
            while (left.hasNext()) {
                take(left.next());
            }
            if (folders.size() != 1) {
                throw wrong("name one folder of profiles");
            }
            return new GrowthOptions(targets, Path.of(folders.getFirst()), from, uploads, window);
        }

        private void take(String word) {
            switch (word) {
                case "--name" ->
                    targets.add(new Target(
                            left.next(),
                            URI.create(left.next()),
                            Path.of(left.next()),
                            new ArrayList<>(),
                            new ArrayList<>()));
                case "--process" -> last(word).processes().add(ProcessStatus.named(left.next()));
                case "--requests" -> last(word).requests().add(Path.of(left.next()));
                case "--uploads" -> uploads = number(left.next());
                case "--window" -> window = number(left.next());
                case "--from" -> from = number(left.next());
                default -> {
                    if (word.startsWith("-")) {
                        throw wrong("there is no option '" + word + "'");
                    }
                    folders.add(word);
                }
            }
        }

        private Target last(String word) {
            if (targets.isEmpty()) {
                throw wrong(word + " comes behind the server that it belongs to");
            }
            return targets.getLast();
        }

        private static int number(String text) {
            if (!text.matches("[0-9]{1,7}")) {
                throw wrong("'" + text + "' is not a number");
            }
            return Integer.parseInt(text);
        }
    }
}
