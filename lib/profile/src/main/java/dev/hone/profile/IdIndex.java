package dev.hone.profile;

import java.util.Arrays;

/** Finds the index of an id: by position when ids count from 1, by table when they are small, else by binary search. */
/*
 * No hashing: ids come from outside, and a hostile file could make them collide. Sorting bounds the worst case to
 * n log n. Real writers number from 1, which needs no memory at all.
 */
final class IdIndex {
    private static final int NONE = -1;
    private static final int SPARSE = 4;

    private final int size;
    /** For small ids: index by id. For wide ones: index by rank. Empty when ids are 1, 2, 3 … */
    private final int[] indices;
    /** For wide ids: the different ones in unsigned order, sign bit flipped. Empty otherwise. */
    private final long[] ranked;

    private IdIndex(int size, int[] indices, long[] ranked) {
        this.size = size;
        this.indices = indices;
        this.ranked = ranked;
    }

    static IdIndex of(String table, LongColumn ids, Budget budget, Defects defects) {
        long largest = 0;
        boolean counting = true;
        for (int i = 0; i < ids.size(); i++) {
            largest = Long.compareUnsigned(ids.get(i), largest) > 0 ? ids.get(i) : largest;
            counting &= ids.get(i) == i + 1L;
        }
        if (counting) {
            return new IdIndex(ids.size(), new int[0], new long[0]);
        }
        boolean small = Long.compareUnsigned(largest, (long) SPARSE * ids.size()) <= 0;
        IdIndex index = small ? byTable((int) largest, ids, budget) : byRank(ids, budget);
        index.fill(table, ids, defects);
        return index;
    }

    private static IdIndex byTable(int largest, LongColumn ids, Budget budget) {
        budget.charge(4L * largest);
        int[] indices = new int[largest + 1];
        Arrays.fill(indices, NONE);
        return new IdIndex(ids.size(), indices, new long[0]);
    }

    private static IdIndex byRank(LongColumn ids, Budget budget) {
        budget.charge(20L * ids.size());
        long[] sorted = new long[ids.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = ids.get(i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(sorted);
        long[] ranked = Arrays.copyOf(sorted, unique(sorted));
        int[] indices = new int[ranked.length];
        Arrays.fill(indices, NONE);
        return new IdIndex(ids.size(), indices, ranked);
    }

    /** Moves the different values of a sorted array to its front and says how many they are. */
    private static int unique(long[] sorted) {
        int kept = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[kept - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return kept;
    }

    private void fill(String table, LongColumn ids, Defects defects) {
        for (int i = 0; i < ids.size(); i++) {
            long id = ids.get(i);
            int slot = slot(id);
            if (id == 0) {
                defects.add(Defect.Kind.ZERO_ID, table + " number", i);
            } else if (indices[slot] != NONE) {
                defects.add(Defect.Kind.DUPLICATE_ID, table, id);
            }
            indices[slot] = i;
        }
    }

    int size() {
        return size;
    }

    /** Whether ids are 1, 2, 3 …: then each is its index plus 1. */
    boolean isCounting() {
        return indices.length == 0;
    }

    /** The index of the entry with this id, or -1; of several, the last. */
    int find(long id) {
        if (isCounting()) {
            return Long.compareUnsigned(id - 1, size) < 0 ? (int) id - 1 : NONE;
        }
        int slot = slot(id);
        return slot < 0 ? NONE : indices[slot];
    }

    private int slot(long id) {
        if (ranked.length == 0) {
            return Long.compareUnsigned(id, indices.length) < 0 ? (int) id : NONE;
        }
        return Math.max(NONE, Arrays.binarySearch(ranked, id ^ Long.MIN_VALUE));
    }
}
