package dev.hone.pgo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One published profile of an app, as the head knows it. The rest is in its manifest.
 *
 * @param number counts up from 1; never given twice
 * @param compiler digest of what the Go compiler sees of it
 * @param decisions digest of what the Go compiler decides by it
 * @param digest SHA-256 of its canonical profile
 * @param size of the canonical profile, in bytes
 * @param samples it was made from
 * @param flags such as {@code weak}
 * @param reason why it was published
 */
public record GenerationEntry(
        int number,
        Instant created,
        String compiler,
        String decisions,
        String digest,
        long size,
        long samples,
        List<String> flags,
        String reason) {
    /** The flag of one that was made from few samples. */
    public static final String WEAK = "weak";

    /** The flag of one whose files are no longer what was published. */
    public static final String DAMAGED = "damaged";

    public GenerationEntry {
        flags = List.copyOf(flags);
    }

    /** Whether it may be chosen. */
    boolean sound() {
        return !flags.contains(DAMAGED);
    }

    /** The same, known to be damaged. */
    GenerationEntry damaged() {
        List<String> more = new ArrayList<>(flags);
        more.add(DAMAGED);
        return new GenerationEntry(number, created, compiler, decisions, digest, size, samples, more, reason);
    }
}
