package dev.hone.kit;

import java.time.Duration;

/**
 * What goes wrong with a {@link FaultyBlobStore}, and how often: chances from 0 to 1 for each call.
 *
 * @param before fails before anything is done
 * @param after does it, and then fails: an answer that is lost
 * @param cut gives a body that breaks off somewhere
 * @param slow waits for {@code pause} first
 * @param late how many puts pass before one shows in listings
 * @param streamsToo whether puts fail whose body can be read only once, and which nobody can repeat
 */
public record Faults(
        double before, double after, double cut, double slow, Duration pause, int late, boolean streamsToo) {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, Duration.ZERO, 0, true);

    /** Calls fail, half of them after they were done. */
    public static Faults failing(double chance) {
        return new Faults(chance / 2, chance / 2, 0, 0, Duration.ZERO, 0, true);
    }

    /** Answers are lost. */
    public static Faults losing(double chance) {
        return new Faults(0, chance, 0, 0, Duration.ZERO, 0, true);
    }

    public Faults cutting(double chance) {
        return new Faults(before, after, chance, slow, pause, late, streamsToo);
    }

    public Faults slowing(double chance, Duration wait) {
        return new Faults(before, after, cut, chance, wait, late, streamsToo);
    }

    public Faults listingLate(int puts) {
        return new Faults(before, after, cut, slow, pause, puts, streamsToo);
    }

    public Faults sparingStreams() {
        return new Faults(before, after, cut, slow, pause, late, false);
    }
}
