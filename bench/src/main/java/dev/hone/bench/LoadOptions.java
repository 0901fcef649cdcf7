package dev.hone.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What load to put on which servers.
 *
 * @param key the bearer key to show, empty for none
 * @param uploads how many in a round
 */
record LoadOptions(List<Target> targets, Path profiles, String key, int clients, int uploads, Rounds rounds) {
    static final String USAGE = """
            usage: bench/run load [OPTIONS] --name NAME URL [--name NAME URL]… FOLDER

              posts the profiles of FOLDER, one after the other, to one server and then to the other, in turns

              --clients N     how many post at the same time (16)
              --uploads N     uploads in a round (500)
              --rounds N      rounds that count (7)
              --discard N     rounds at the start that do not count (2)
              --key KEY       send this bearer key
              --process ID    of the server named last: say what an upload costs it of the processors
            """;

    /**
     * A server, by the address that profiles are posted to.
     *
     * @param process its id; 0 when it is not known
     */
    record Target(String name, URI address, long process) {}

    LoadOptions {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw wrong("name at least one server");
        }
        if (clients < 1 || uploads < 1) {
            throw wrong("there must be a client, and something to upload");
        }
    }

    static LoadOptions parse(List<String> words) {
        try {
            return new Parser(words.iterator()).parse();
        } catch (NoSuchElementException e) {
            throw wrong(words.getLast() + " needs a value");
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    static LoadOptions parse(String... words) {
        return parse(Arrays.asList(words));
    }

    private static BenchException wrong(String message) {
        return new BenchException(BenchException.Code.WRONG_USE, message + "\n\n" + USAGE);
    }

    /** Collects the options in whatever order they come. */
    private static final class Parser {
        private final Iterator<String> left;
        private final List<Target> targets = new ArrayList<>();
        private final List<String> folders = new ArrayList<>();
        private String key = "";
        private int clients = 16;
        private int uploads = 500;
        private int counted = 7;
        private int discarded = 2;

        Parser(Iterator<String> left) {
            this.left = left;
        }

        LoadOptions parse() {
            while (left.hasNext()) {
                take(left.next());
            }
            if (folders.size() != 1) {
                throw wrong("name one folder of profiles");
            }
            return new LoadOptions(
                    targets, Path.of(folders.getFirst()), key, clients, uploads, new Rounds(discarded, counted));
        }

        private void take(String word) {
            switch (word) {
                case "--name" -> targets.add(new Target(left.next(), URI.create(left.next()), 0));
                case "--process" -> process(number(left.next()));
                case "--clients" -> clients = number(left.next());
                case "--uploads" -> uploads = number(left.next());
                case "--rounds" -> counted = number(left.next());
                case "--discard" -> discarded = number(left.next());
                case "--key" -> key = left.next();
                default -> {
                    if (word.startsWith("-")) {
                        throw wrong("there is no option '" + word + "'");
                    }
                    folders.add(word);
                }
            }
        }

        private void process(int id) {
            if (targets.isEmpty()) {
                throw wrong("--process follows the --name of its server");
            }
            Target last = targets.removeLast();
            targets.add(new Target(last.name(), last.address(), id));
        }

        private static int number(String text) {
            if (!text.matches("[0-9]{1,7}")) {
                throw wrong("'" + text + "' is not a number");
            }
            return Integer.parseInt(text);
        }
    }
}
