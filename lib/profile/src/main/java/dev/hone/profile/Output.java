package dev.hone.profile;

import java.util.Arrays;

/** Where unpacked bytes go: an array that grows as far as the limits allow, whatever the data claims its size is. */
final class Output {
    private static final int LIKELY_RATIO = 12;

    private final ProfileLimits limits;
    private final Budget budget;
    private byte[] bytes;
    private int length;

    /**
     * @param packed the size of the packed data
     * @param claimed the size it says it unpacks to; believed when it is a likely one
     */
    Output(int packed, long claimed, ProfileLimits limits, Budget budget) {
        this.limits = limits;
        this.budget = budget;
        long likely = (long) LIKELY_RATIO * packed;
        // One byte more than claimed, so that the end of the data shows before the array must grow.
        long first = Math.min(Math.min(claimed, likely), limits.expanded().bytes()) + 1;
        budget.charge(first);
        this.bytes = new byte[(int) first];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int room() {
        return bytes.length - length;
    }

    void advance(int written) {
        length += written;
        if (length > limits.expanded().bytes()) {
            throw tooLarge();
        }
    }

    /** Makes sure that there is room for at least one more byte. */
    void makeRoom() {
        if (length < bytes.length) {
            return;
        }
        long next = Math.min(2L * bytes.length, limits.expanded().bytes() + 1);
        if (next <= bytes.length) {
            throw tooLarge();
        }
        budget.charge(next);
        bytes = Arrays.copyOf(bytes, (int) next);
        budget.release(length);
    }

    private ProfileException tooLarge() {
        return ProfileException.limit("expanded", limits.expanded().format(), "it expands to more bytes");
    }
}
