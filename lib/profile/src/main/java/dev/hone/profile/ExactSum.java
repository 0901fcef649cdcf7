package dev.hone.profile;

/** A sum that may go over 64 bits and come back: only what it is in the end must fit. */
final class ExactSum {
    private long low;
    private long carries;

    void add(long value) {
        long before = low;
        low += value;
        carries += Sums.carry(before, value, low);
    }

    void addAll(ExactSum other) {
        add(other.low);
        carries += other.carries;
    }

    /** The sum, or a refusal when it does not fit 64 bits. */
    long value() {
        if (carries != 0) {
            throw Sums.tooLarge();
        }
        return low;
    }
}
