package dev.hone.profile;

import java.util.Arrays;

/** A growing column of ints whose memory is charged to a budget before it is taken. */
final class IntColumn {
    private final Budget budget;
    private int[] cells;
    private int size;
    /** How many cells are charged for; there may be more of them, from a profile before. */
    private int capacity;

    IntColumn(Budget budget) {
        this.budget = budget;
        this.cells = budget.lend(this);
    }

    /** A column of so many zeros. */
    static IntColumn zeros(int size) {
        IntColumn column = new IntColumn(new Budget(Long.MAX_VALUE));
        column.cells = new int[size];
        column.size = size;
        return column;
    }

    int size() {
        return size;
    }

    void add(int value) {
        if (size == capacity) {
            grow();
        }
        cells[size++] = value;
    }

    private void grow() {
        capacity = budget.grow(capacity, 4);
        if (cells.length < capacity) {
            cells = Arrays.copyOf(cells, capacity);
        }
    }

    /** The array behind the column, which is longer than it. */
    int[] cells() {
        return cells;
    }

    int get(int index) {
        return cells[index];
    }

    void set(int index, int value) {
        cells[index] = value;
    }

    /** Takes back what was added last, so that {@code size} entries are left. */
    void truncate(int size) {
        this.size = size;
    }

    /** Whether the {@code length} entries at {@code a} and at {@code b} are equal. */
    boolean repeats(int a, int b, int length) {
        int[] all = cells;
        for (int i = 0; i < length; i++) {
            if (all[a + i] != all[b + i]) {
                return false;
            }
        }
        return true;
    }
}
