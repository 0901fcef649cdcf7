package dev.hone.profile;

import java.util.Arrays;

/** A growing column of longs whose memory is charged to a budget before it is taken. */
final class LongColumn {
    private final Budget budget;
    private long[] cells;
    private int size;
    /** How many cells are charged for; there may be more of them, from a profile before. */
    private int capacity;

    LongColumn(Budget budget) {
        this.budget = budget;
        this.cells = budget.lend(this);
    }

    /** A column of so many zeros. */
    static LongColumn zeros(int size) {
        LongColumn column = new LongColumn(new Budget(Long.MAX_VALUE));
        column.cells = new long[size];
        column.size = size;
        return column;
    }

    int size() {
        return size;
    }

    void add(long value) {
        if (size == capacity) {
            grow();
        }
        cells[size++] = value;
    }

    private void grow() {
        capacity = budget.grow(capacity, 8);
        if (cells.length < capacity) {
            cells = Arrays.copyOf(cells, capacity);
        }
    }

    /** The array behind the column, which is longer than it. */
    long[] cells() {
        return cells;
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
        long[] all = cells;
        for (int i = 0; i < length; i++) {
            if (all[a + i] != all[b + i]) {
                return false;
            }
        }
        return true;
    }
}
