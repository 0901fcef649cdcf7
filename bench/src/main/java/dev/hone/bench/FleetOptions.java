package dev.hone.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What fleet to scrape, and by what.
 *
 * @param hone the program
 * @param more options for it
 */
record FleetOptions(int targets, int minutes, Path profile, String hone, List<String> more) {
    static final String USAGE = """
            usage: bench/run fleet TARGETS MINUTES PROFILE HONE [OPTIONS OF hone scrape]

              makes up so many instances that answer PROFILE, and a server that takes it in; starts HONE scrape on them, and
              says after each minute what that takes
            """;

    FleetOptions {
        more = List.copyOf(more);
    }

    static FleetOptions parse(List<String> words) {
        if (words.size() < 4
                || !words.get(0).matches("[1-9][0-9]{0,4}")
                || !words.get(1).matches("[1-9][0-9]{0,3}")) {
            throw new BenchException(BenchException.Code.WRONG_USE, "that is no fleet\n\n" + USAGE);
        }
        return new FleetOptions(
                Integer.parseInt(words.get(0)),
                Integer.parseInt(words.get(1)),
                Path.of(words.get(2)),
                words.get(3),
                words.subList(4, words.size()));
    }
}
