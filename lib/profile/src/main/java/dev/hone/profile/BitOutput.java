package dev.hone.profile;

import java.util.Arrays;

/** A growing array of bytes that is filled bit by bit, lowest bit first, as deflate wants it. */
final class BitOutput {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int length;
    private long pending;
    private int pendingBits;

    BitOutput(int likely) {
        this.bytes = new byte[likely + 64];
    }

    /** Adds the lowest {@code count} bits of {@code value}, at most 32; the others must be 0. */
    void add(int value, int count) {
        pending |= (value & 0xffffffffL) << pendingBits;
        pendingBits += count;
        while (pendingBits >= Byte.SIZE) {
            put((byte) pending);
            pending >>>= Byte.SIZE;
            pendingBits -= Byte.SIZE;
        }
    }

    /** Fills the last byte up with zeros. */
    void align() {
        if (pendingBits > 0) {
            add(0, Byte.SIZE - pendingBits);
        }
    }

    /** What was written, which ends on a whole byte. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void put(byte value) {
        if (length == bytes.length) {
            if (length == LARGEST) {
                throw new ProfileException(ProfileError.TOO_LARGE, "compressed, it would still be larger than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, LARGEST));
        }
        bytes[length++] = value;
    }
}
