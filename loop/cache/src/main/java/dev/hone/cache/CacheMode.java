package dev.hone.cache;

/** What a build may do with what others made. */
public enum CacheMode {
    /** Uses it, and shares what it makes. */
    RW(true, true),
    /** Uses it, and keeps what it makes to this machine. */
    READ(true, false),
    /** Uses what this machine has, and shares what it makes. */
    WRITE(false, true),
    /** Makes everything anew, and replaces what there was, here and there. */
    REFRESH(false, true);

    private final boolean fetches;
    private final boolean shares;

    CacheMode(boolean fetches, boolean shares) {
        this.fetches = fetches;
        this.shares = shares;
    }

    boolean fetches() {
        return fetches;
    }

    boolean shares() {
        return shares;
    }
}
