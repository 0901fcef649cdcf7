package dev.hone.profile;

/** Finds entries of a table by their hash; whether one is really equal is the caller's to say. */
/*
 * Open addressing with linear probing in one array, at most half full. A cell has the hash in its upper half and the number
 * of the entry plus 1 in its lower one; 0 is none. So most probes are settled by one look at memory, and growing needs
 * nothing but the array.
 *
 *     for (int entry = index.first(hash); entry >= 0; entry = index.next()) {
 *         if (equal(entry)) return entry;
 *     }
 *     index.add();
 */
final class HashIndex {
    private static final int FIRST_SLOTS = 256;

    private final Budget budget;
    private long[] cells = new long[FIRST_SLOTS];
    private int entries;
    private int wanted;
    private int at;

    HashIndex(Budget budget) {
        this.budget = budget;
    }

    /** The first entry with this hash, or -1. */
    int first(long hash) {
        wanted = (int) (hash ^ hash >>> 32);
        at = wanted & (cells.length - 1);
        return scan();
    }

    /** The next entry with the hash asked for, or -1. */
    int next() {
        at = (at + 1) & (cells.length - 1);
        return scan();
    }

    private int scan() {
        long[] table = cells;
        int mask = table.length - 1;
        int slot = at;
        long cell = table[slot];
        while (cell != 0 && (int) (cell >>> 32) != wanted) {
            slot = (slot + 1) & mask;
            cell = table[slot];
        }
        at = slot;
        return (int) cell - 1;
    }

    /** Adds the next entry under the hash for which {@link #first} and {@link #next} found no more. */
    void add() {
        entries++;
        cells[at] = (long) wanted << 32 | entries;
        if (2 * entries > cells.length) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[budget.grow(cells.length, Long.BYTES)];
        for (long cell : cells) {
            int slot = (int) (cell >>> 32) & (larger.length - 1);
            while (cell != 0 && larger[slot] != 0) {
                slot = (slot + 1) & (larger.length - 1);
            }
            larger[slot] = cell == 0 ? larger[slot] : cell;
        }
        cells = larger;
    }
}
