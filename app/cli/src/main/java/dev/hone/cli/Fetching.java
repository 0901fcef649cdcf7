package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How profiles are fetched from running programs.
 *
 * @param seconds for how long to profile; 0 leaves it to the URL and the program
 */
record Fetching(int seconds) {
    /** What programs take when nobody says for how long. */
    private static final int USUAL_SECONDS = 30;

    private static final int MOST_AT_ONCE = 128;
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final Duration WITHOUT_SECONDS = Duration.ofSeconds(60);

    static void declare(Declaration declaration) {
        declaration.number(
                "--seconds",
                "N",
                "With http:// and https:// sources: profile for N seconds (default: what the URL says).");
    }

    static Fetching of(Arguments arguments) {
        int seconds = arguments.number("--seconds", 0);
        if (seconds < 0 || (seconds == 0 && arguments.flag("--seconds"))) {
            throw new UsageException("--seconds takes 1 or more, not " + seconds);
        }
        return new Fetching(seconds);
    }

    /** How many of these to read at the same time, so that programs are profiled side by side: each takes its seconds. */
    static <T> int atOnce(List<T> parts, Function<T, ProfileSources.Source> source) {
        int urls = 0;
        for (T part : parts) {
            urls += source.apply(part) instanceof ProfileSources.Url ? 1 : 0;
        }
        return Math.min(urls, MOST_AT_ONCE);
    }

    /** How long to wait for everything, as {@code go tool pprof} does: half as long again, or a minute. */
    static Duration timeout(int seconds) {
        return (seconds == 0 ? WITHOUT_SECONDS : Duration.ofMillis(seconds * 1500L)).plus(SLACK);
    }

    /** What to say before the wait. */
    static String announcement(ProfileUrl url) {
        boolean takesTime = url.seconds() > 0 || url.path().endsWith("/profile");
        int seconds = url.seconds() > 0 ? url.seconds() : USUAL_SECONDS;
        return takesTime ? "profiling " + url.name() + " for " + seconds + "s" : "fetching " + url.name();
    }
}
