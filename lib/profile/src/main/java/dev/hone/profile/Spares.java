package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;

/** Keeps the arrays of a profile that is done with, for the next one: by the order in which its columns were made. */
/*
 * A decoder makes the same columns in the same order for every profile, so the arrays have about the right size. A column
 * is charged for what it would have allocated: whether a profile is refused does not depend on the one before. After an
 * uncommonly large profile nothing is kept, or a few of them that are large in different ways would add up.
 */
final class Spares {
    private static final long MOST_KEPT = 32 << 20;

    private final List<IntColumn> intColumns = new ArrayList<>();
    private final List<LongColumn> longColumns = new ArrayList<>();
    private final List<int[]> ints = new ArrayList<>();
    private final List<long[]> longs = new ArrayList<>();
    private byte[] bytes = {};

    /** Takes back what the columns made since the last time hold; nobody may use them any more. */
    void collect() {
        keep(ints, intColumns.stream().map(IntColumn::cells).toList());
        keep(longs, longColumns.stream().map(LongColumn::cells).toList());
        intColumns.clear();
        longColumns.clear();
        if (size() > MOST_KEPT) {
            ints.clear();
            longs.clear();
            bytes = new byte[0];
        }
    }

    private long size() {
        long size = bytes.length;
        for (int[] array : ints) {
            size += (long) Integer.BYTES * array.length;
        }
        for (long[] array : longs) {
            size += (long) Long.BYTES * array.length;
        }
        return size;
    }

    private static <T> void keep(List<T> kept, List<T> used) {
        for (int i = 0; i < used.size(); i++) {
            if (i < kept.size()) {
                kept.set(i, used.get(i));
            } else {
                kept.add(used.get(i));
            }
        }
    }

    int[] lend(IntColumn column) {
        intColumns.add(column);
        return intColumns.size() <= ints.size() ? ints.get(intColumns.size() - 1) : new int[0];
    }

    long[] lend(LongColumn column) {
        longColumns.add(column);
        return longColumns.size() <= longs.size() ? longs.get(longColumns.size() - 1) : new long[0];
    }

    /** An array of at least this size, with anything in it. */
    byte[] lendBytes(int size) {
        if (bytes.length < size) {
            bytes = new byte[size];
        }
        return bytes;
    }
}
