package dev.hone.collect;

/** A profile as it was pushed, and what is said about it. */
final class PushedProfile {
    private final SeriesLabels labels;
    private final byte[] bytes;

    /** Takes over the bytes. */
    PushedProfile(SeriesLabels labels, byte[] bytes) {
        this.labels = labels;
        this.bytes = bytes;
    }

    SeriesLabels labels() {
        return labels;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
