package dev.hone.gopgo;

import dev.hone.profile.SeededHash;
import dev.hone.profile.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers names as they come, from 0. */
/*
 * The bytes of all names stand in one array. An open table holds the upper half of each name's hash and its number, so a
 * name is looked at only if it is almost certainly the right one. The table doubles when it is half full.
 */
final class NameNumbers {
    private static final int FIRST = 1024;
    private static final int MOST_BYTES = 1 << 30;
    private static final long UPPER = 0xffffffffL << Integer.SIZE;

    private final SeededHash hash;
    private byte[] bytes = new byte[32 * FIRST];
    private int[] ends = new int[FIRST];
    /** Upper half: that of the hash. Lower half: the number plus one; 0 is free. */
    private long[] slots = new long[FIRST];

    private int size;

    NameNumbers(SeededHash hash) {
        this.hash = hash;
    }

    int size() {
        return size;
    }

    /** The number of a name; it gets one if it has none. */
    int number(byte[] name, int from, int length) {
        long hashed = hash.mix(hash.start(), name, from, length);
        int mask = slots.length - 1;
        int slot = (int) hashed & mask;
        while (slots[slot] != 0) {
            int number = (int) slots[slot] - 1;
            if (((slots[slot] ^ hashed) & UPPER) == 0 && isName(number, name, from, length)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        append(name, from, length);
        slots[slot] = (hashed & UPPER) | size;
        if (2 * size >= slots.length) {
            grow();
        }
        return size - 1;
    }

    private boolean isName(int number, byte[] name, int from, int length) {
        return Arrays.equals(bytes, start(number), ends[number], name, from, from + length);
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private void append(byte[] name, int from, int length) {
        int start = start(size);
        if (start > MOST_BYTES - length) {
            throw new GoProfileException(
                    EdgeMapError.TOO_LARGE, "the names of all functions take more than " + MOST_BYTES + " bytes");
        }
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, Math.min(2 * bytes.length, MOST_BYTES)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        System.arraycopy(name, from, bytes, start, length);
        ends[size++] = start + length;
    }

    private void grow() {
        slots = new long[2 * slots.length];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            long hashed = hash.mix(hash.start(), bytes, start(number), ends[number] - start(number));
            int slot = (int) hashed & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = (hashed & UPPER) | (number + 1L);
        }
    }

    /** Where a name first differs from the one with a number, from some byte on; -1 if it does not. */
    int mismatch(int number, byte[] name, int length, int from) {
        int start = start(number);
        int differs = Arrays.mismatch(bytes, start + from, ends[number], name, from, length);
        return differs < 0 ? differs : from + differs;
    }

    /** Whether the name with a number is larger than one from which it differs here. */
    boolean isLarger(int number, byte[] name, int length, int mismatch) {
        int at = start(number) + mismatch;
        return mismatch == length || (at < ends[number] && (bytes[at] & 0xff) > (name[mismatch] & 0xff));
    }

    /** How many first bytes two names have in common. */
    int shared(int a, int b) {
        int length = Math.min(ends[a] - start(a), ends[b] - start(b));
        int differs = Arrays.mismatch(bytes, start(a), start(a) + length, bytes, start(b), start(b) + length);
        return differs < 0 ? length : differs;
    }

    /** The numbers of all names in the order of their bytes. */
    int[] sorted() {
        return IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** All names by number. */
    List<Text> names() {
        return IntStream.range(0, size)
                .mapToObj(number -> Text.of(bytes, start(number), ends[number] - start(number)))
                .toList();
    }
}
