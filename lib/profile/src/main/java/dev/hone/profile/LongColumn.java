package dev.hone.profile;

import java.util.Arrays;

/** A growing column of longs whose memory is charged to a budget before it is taken. */
final class LongColumn {
    private final Budget budget;
    private long[] cells = {};
    private int size;

    LongColumn(Budget budget) {
        this.budget = budget;
    }

    int size() {
        return size;
    }

    void add(long value) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, budget.grow(size, 8));
        }
        cells[size++] = value;
    }

    long get(int index) {
        return cells[index];
    }

    void set(int index, long value) {
        cells[index] = value;
    }

    /** Takes back what was added last, so that {@code size} entries are left. */
    void truncate(int size) {
        this.size = size;
    }

    /** Whether the {@code length} entries at {@code a} and at {@code b} are equal. */
    boolean repeats(int a, int b, int length) {
        return Arrays.equals(cells, a, a + length, cells, b, b + length);
    }
}
