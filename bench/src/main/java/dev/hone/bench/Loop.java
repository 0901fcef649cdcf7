package dev.hone.bench;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Our side of a warm comparison: does one thing N times for every line N, and answers with the nanoseconds of one. */
final class Loop {
    private final IntSupplier work;
    private final LongSupplier nanoClock;
    /** What the work came to: kept, so that no compiler finds out that nobody needs it. */
    private volatile int kept;

    Loop(IntSupplier work, LongSupplier nanoClock) {
        this.work = work;
        this.nanoClock = nanoClock;
    }

    /** The loop that some words name: {@code parse FILE}. */
    static Loop named(List<String> words, LongSupplier nanoClock) {
        if (words.size() == 2 && words.getFirst().equals("parse")) {
            byte[] stored = read(Path.of(words.get(1)));
            ProfileLimits limits = ProfileLimits.defaults();
            return new Loop(() -> Pprof.read(stored, limits).profile().samples().size(), nanoClock);
        }
        throw new BenchException(
                BenchException.Code.WRONG_USE,
                "there is no loop '" + String.join(" ", words) + "'; there is: parse FILE");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BenchException(BenchException.Code.WRONG_USE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    void answer(BufferedReader questions, PrintStream answers) {
        try {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                answers.println(nanosOfOne(Integer.parseInt(line.strip())));
                answers.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the work of the last line came to. */
    int kept() {
        return kept;
    }

    private long nanosOfOne(int iterations) {
        long start = nanoClock.getAsLong();
        int sum = 0;
        for (int i = 0; i < iterations; i++) {
            sum += work.getAsInt();
        }
        kept = sum;
        return (nanoClock.getAsLong() - start) / iterations;
    }
}
