package dev.hone.gocache;

import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.Source;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it is kept: lines of words, the first with how many events follow and how many there was no room for.
 *
 * <pre>
 * hone trace 1 3 0
 * greeting 900                                                  took
 * result 1200 85 local 5678 0123456789abcdef                  begun, took, answer, bytes, name
 * pack 1300 64000 51000 61000 done 4100000 fedcba9876543210   begun, took, answered, came, outcome, bytes, name
 * </pre>
 */
final class TraceFile {
    private static final String FIRST = "hone trace 1 ";
    private static final String GREETING = "greeting";
    private static final String GET = "result";
    private static final int LONGEST_LINE = 128;
    private static final int LARGEST = (BuildTrace.MOST + 1) * LONGEST_LINE;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}");

    private TraceFile() {}

    static void write(BuildTrace trace, OutputStream to) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.US_ASCII));
        out.write(FIRST + trace.count() + " " + trace.beyond() + "\n");
        for (TraceEvent event : (Iterable<TraceEvent>) trace.events()::iterator) {
            out.write(line(event));
        }
        out.flush();
    }

    private static String line(TraceEvent event) {
        String times = event.begun() + " " + event.took() + " ";
        return switch (event) {
            case TraceEvent.Greeting greeting -> GREETING + " " + greeting.took() + "\n";
            case TraceEvent.Get get -> GET + " " + times + word(get.source()) + " " + get.size() + name(get.name());
            case TraceEvent.Call call ->
                word(call.operation()) + " " + times + call.answered() + " " + call.came() + " " + word(call.outcome())
                        + " " + call.stored() + name(call.name());
        };
    }

    private static String name(long bytes) {
        return " " + HexFormat.of().toHexDigits(bytes) + "\n";
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** A trace that was kept; empty for what is none, or not all of one. */
    static Optional<BuildTrace> read(InputStream from) throws IOException {
        byte[] bytes = from.readNBytes(LARGEST);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.US_ASCII));
        String first = lines.readLine();
        if (first == null || !first.startsWith(FIRST)) {
            return Optional.empty();
        }
        try {
            String[] counts = first.substring(FIRST.length()).split(" ", -1);
            BuildTrace.Builder trace = new BuildTrace.Builder();
            long left = number(counts[0]);
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line.split(" ", -1), trace);
                left--;
            }
            trace.more(number(counts[1]));
            return left == 0 ? Optional.of(trace.build()) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void add(String[] words, BuildTrace.Builder trace) {
        if (words[0].equals(GREETING)) {
            trace.greeting(number(words[1]));
        } else if (words[0].equals(GET)) {
            trace.get(
                    Source.valueOf(constant(words[3])),
                    number(words[1]),
                    number(words[2]),
                    number(words[4]),
                    parsed(words[5]));
        } else {
            trace.call(
                    Operation.valueOf(constant(words[0])),
                    Outcome.valueOf(constant(words[5])),
                    number(words[1]),
                    number(words[2]),
                    number(words[3]),
                    number(words[4]),
                    number(words[6]),
                    parsed(words[7]));
        }
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static long number(String word) {
        return Long.parseLong(required(NUMBER, word));
    }

    private static long parsed(String word) {
        return Long.parseUnsignedLong(required(NAME, word), 16);
    }

    private static String required(Pattern pattern, String word) {
        if (!pattern.matcher(word).matches()) {
            throw new IllegalArgumentException("this word is not one of a trace");
        }
        return word;
    }
}
