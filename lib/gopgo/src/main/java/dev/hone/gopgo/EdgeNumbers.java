package dev.hone.gopgo;

import dev.hone.profile.SeededHash;
import java.util.Arrays;

/** Numbers calls as they come, from 0: a caller and a callee, both numbers of names, and an offset. */
/*
 * An open table of cells of three numbers each, one behind the other in memory, because a look-up costs little more than the
 * one cache line that it waits for: the pair of names, the offset, and the number of the call plus one. The table doubles
 * when it is half full. The hash is keyed by a seed: names are easy to number as one likes, and offsets are free to choose.
 */
final class EdgeNumbers {
    private static final int FIRST = 1024;
    private static final int CELL = 3;

    private final SeededHash hash;
    private long[] cells = new long[CELL * FIRST];
    private int mask = FIRST - 1;
    private long[] pairs = new long[FIRST];
    private long[] offsets = new long[FIRST];
    private int size;

    EdgeNumbers(SeededHash hash) {
        this.hash = hash;
    }

    int size() {
        return size;
    }

    int caller(int number) {
        return (int) (pairs[number] >>> Integer.SIZE);
    }

    int callee(int number) {
        return (int) pairs[number];
    }

    long offset(int number) {
        return offsets[number];
    }

    /** The number of a call; it gets one if it has none. */
    int number(int caller, int callee, long offset) {
        long pair = (long) caller << Integer.SIZE | callee;
        int cell = cell(pair, offset);
        if (cells[cell + 2] != 0) {
            return (int) cells[cell + 2] - 1;
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.multiplyExact(size, 2));
            offsets = Arrays.copyOf(offsets, 2 * size);
        }
        pairs[size] = pair;
        offsets[size] = offset;
        enter(cell, size++);
        if (2 * size > mask) {
            grow();
        }
        return size - 1;
    }

    /** The cell of a call, or the free one where it belongs. */
    private int cell(long pair, long offset) {
        int slot = (int) hash.mix(hash.mix(hash.start(), pair), offset) & mask;
        int cell = CELL * slot;
        while (cells[cell + 2] != 0 && (cells[cell] != pair || cells[cell + 1] != offset)) {
            slot = (slot + 1) & mask;
            cell = CELL * slot;
        }
        return cell;
    }

    private void enter(int cell, int number) {
        cells[cell] = pairs[number];
        cells[cell + 1] = offsets[number];
        cells[cell + 2] = number + 1L;
    }

    private void grow() {
        int slots = Math.multiplyExact(mask + 1, 2);
        cells = new long[Math.multiplyExact(slots, CELL)];
        mask = slots - 1;
        for (int number = 0; number < size; number++) {
            enter(cell(pairs[number], offsets[number]), number);
        }
    }
}
