package dev.hone.profile;

/** Where unpacked bytes go: an array that grows as far as the limits allow, whatever the data claims its size is. */
final class Output {
    private static final int LIKELY_RATIO = 12;

    private final ProfileLimits limits;
    private final Budget budget;
    private byte[] bytes;
    /** How much of the array may be used; what it is longer comes from a profile before. */
    private int capacity;

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
        this.capacity = (int) first;
        this.bytes = budget.bytes(capacity);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int room() {
        return capacity - length;
    }

    void advance(int written) {
        length += written;
        if (length > limits.expanded().bytes()) {
            throw tooLarge();
        }
    }

    /** Makes sure that there is room for at least one more byte. */
    void makeRoom() {
        if (length < capacity) {
            return;
        }
        int next = (int) Math.min(2L * capacity, limits.expanded().bytes() + 1);
        if (next <= capacity) {
            throw tooLarge();
        }
        byte[] larger = budget.bytes(next);
        System.arraycopy(bytes, 0, larger, 0, length);
        bytes = larger;
        capacity = next;
        budget.release(length);
    }

    private ProfileException tooLarge() {
        return ProfileException.limit("expanded", limits.expanded().format(), "it expands to more bytes");
    }
}
