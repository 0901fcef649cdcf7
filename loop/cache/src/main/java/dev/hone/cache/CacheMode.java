package dev.hone.cache;

import dev.hone.cache.RemoteCache.Existing;

/** What a build may do with what others made. */
public enum CacheMode {
    /** Uses it, and shares what it makes. */
    RW(true, true, Existing.KEEP),
    /** Uses it, and keeps what it makes to this machine. */
    READ(true, false, Existing.KEEP),
    /** Uses what this machine has, and shares what it makes. */
    WRITE(false, true, Existing.KEEP),
    /** Makes everything anew, and replaces what there was, here and there. */
    REFRESH(false, true, Existing.REPLACE);

    private final boolean fetches;
    private final boolean shares;
    private final Existing existing;

    CacheMode(boolean fetches, boolean shares, Existing existing) {
        this.fetches = fetches;
        this.shares = shares;
        this.existing = existing;
    }

    /** Whether what this machine has already is an answer. */
    public boolean looksHere() {
        return this != REFRESH;
    }

    boolean fetches() {
        return fetches;
    }

    boolean shares() {
        return shares;
    }

    /** What becomes of what others have shared of the same. */
    Existing existing() {
        return existing;
    }
}
