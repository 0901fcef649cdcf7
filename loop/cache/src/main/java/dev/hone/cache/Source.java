package dev.hone.cache;

/** Where the answer to a get came from, or why there was none. */
public enum Source {
    /** It was on this machine. */
    LOCAL(true),
    /** It was fetched from the shared store. */
    FETCHED(true),
    /** It was on its way before go asked: the last build like this one used it. */
    FORESEEN(true),
    /** Another build was fetching it already. */
    TOGETHER(true),
    /** The shared store does not have it. */
    ABSENT(false),
    /**
     * The shared store was not waited for: go was still loading packages, or the store did not have what was asked of it last; and no build
     * like this one is known to have used it.
     */
    UNAWAITED(false),
    /** What the shared store has is not sound. */
    REFUSED(false),
    /** It is of use on the machine that makes it only, and no store was asked. */
    HERE_ONLY(false),
    /** There is no shared store, or the build does not want what others made. */
    UNASKED(false),
    /** The shared store was left alone, since it failed before. */
    RESTING(false),
    /** The shared store took too long. */
    LATE(false),
    /** The shared store was not reached, or failed. */
    FAILED(false);

    private final boolean hit;

    Source(boolean hit) {
        this.hit = hit;
    }

    /** Whether go was given what it asked for. */
    public boolean isHit() {
        return hit;
    }
}
