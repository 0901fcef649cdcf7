package dev.hone.profile;

/** Finds entries of a table by their hash; whether one is really equal is the caller's to say. */
/*
 * Open addressing with linear probing in one array of ints, at most half full. The hashes stand beside it by entry: most
 * probes are settled by them without a look at the entry, and growing needs no hash to be computed again.
 *
 *     for (int entry = index.first(hash); entry >= 0; entry = index.next()) {
 *         if (equal(entry)) return entry;
 *     }
 *     index.add();
 */
final class HashIndex {
    private static final int FIRST_SLOTS = 256;

    private final Budget budget;
    private final IntColumn hashes;
    /** The number of an entry plus 1; 0 where there is none. */
    private int[] slots = new int[FIRST_SLOTS];

    private int wanted;
    private int at;

    HashIndex(Budget budget) {
        this.budget = budget;
        this.hashes = new IntColumn(budget);
    }

    /** The first entry with this hash, or -1. */
    int first(long hash) {
        wanted = (int) (hash ^ hash >>> 32);
        at = wanted & (slots.length - 1);
        return scan();
    }

    /** The next entry with the hash asked for, or -1. */
    int next() {
        at = (at + 1) & (slots.length - 1);
        return scan();
    }

    private int scan() {
        while (slots[at] != 0) {
            int entry = slots[at] - 1;
            if (hashes.get(entry) == wanted) {
                return entry;
            }
            at = (at + 1) & (slots.length - 1);
        }
        return -1;
    }

    /** Adds the next entry under the hash for which {@link #first} and {@link #next} found no more. */
    void add() {
        hashes.add(wanted);
        slots[at] = hashes.size();
        if (2 * hashes.size() > slots.length) {
            grow();
        }
    }

    private void grow() {
        int[] larger = new int[budget.grow(slots.length, Integer.BYTES)];
        for (int entry = 0; entry < hashes.size(); entry++) {
            int slot = hashes.get(entry) & (larger.length - 1);
            while (larger[slot] != 0) {
                slot = (slot + 1) & (larger.length - 1);
            }
            larger[slot] = entry + 1;
        }
        slots = larger;
    }
}
