package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.Arrays;
import java.util.List;

/** Growing columns of edges whose names are numbers. */
/*
 * To become a map they are sorted by offset, callee and caller, in this order: each sort leaves equal ones as they stand.
 * Names and offsets are replaced by their ranks first, so that counting is enough. Nothing is hashed, so no choice of
 * names or offsets makes it slow.
 */
final class EdgeColumns {
    private static final int FIRST = 64;

    int[] callers;
    int[] callees;
    long[] offsets;
    long[] weights;
    int size;

    EdgeColumns() {
        this.callers = new int[FIRST];
        this.callees = new int[FIRST];
        this.offsets = new long[FIRST];
        this.weights = new long[FIRST];
    }

    EdgeColumns(int[] callers, int[] callees, long[] offsets, long[] weights) {
        this.callers = callers;
        this.callees = callees;
        this.offsets = offsets;
        this.weights = weights;
        this.size = weights.length;
    }

    void add(int caller, int callee, long offset, long weight) {
        if (size == callers.length) {
            reserve(size + 1);
        }
        callers[size] = caller;
        callees[size] = callee;
        offsets[size] = offset;
        weights[size] = weight;
        size++;
    }

    /** Makes room for so many edges. */
    void reserve(int edges) {
        if (edges > callers.length) {
            int capacity = Math.max(edges, Math.max(FIRST, Math.multiplyExact(callers.length, 2)));
            callers = Arrays.copyOf(callers, capacity);
            callees = Arrays.copyOf(callees, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
    }

    /**
     * The edges in the one form of a map. Equal ones are added up, and wrap as Go's sums do.
     *
     * @param names by number, each once
     */
    EdgeMap toMap(List<Text> names) {
        int[] ranks = new int[names.size()];
        List<Text> used = rankNames(names, ranks);
        int[] order = CountingOrder.asItIs(size);
        int[] keys = new int[size];
        order = CountingOrder.by(keys, rankOffsets(keys), order);
        Arrays.setAll(keys, edge -> ranks[callees[edge]]);
        order = CountingOrder.by(keys, used.size(), order);
        Arrays.setAll(keys, edge -> ranks[callers[edge]]);
        order = CountingOrder.by(keys, used.size(), order);
        return new EdgeMap(used, addedUp(order, ranks));
    }

    /** Fills in for each name its place among those that edges use, and gives back those. */
    private List<Text> rankNames(List<Text> names, int[] ranks) {
        for (int edge = 0; edge < size; edge++) {
            ranks[callers[edge]] = 1;
            ranks[callees[edge]] = 1;
        }
        Integer[] used = new Integer[Arrays.stream(ranks).sum()];
        for (int number = 0, found = 0; number < ranks.length; number++) {
            if (ranks[number] == 1) {
                used[found++] = number;
            }
        }
        Arrays.sort(used, (a, b) -> names.get(a).compareTo(names.get(b)));
        Text[] sorted = new Text[used.length];
        for (int rank = 0; rank < used.length; rank++) {
            ranks[used[rank]] = rank;
            sorted[rank] = names.get(used[rank]);
        }
        return List.of(sorted);
    }

    /** Fills in for each edge a number in the order of offsets, and gives back what they are below. */
    private int rankOffsets(int[] keys) {
        long[] sorted = Arrays.copyOf(offsets, size);
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        for (int edge = 0; edge < size; edge++) {
            keys[edge] = Arrays.binarySearch(sorted, 0, distinct, offsets[edge]);
        }
        return distinct;
    }

    private EdgeColumns addedUp(int[] order, int[] ranks) {
        EdgeColumns sorted = new EdgeColumns();
        sorted.reserve(size);
        int previous = -1;
        for (int edge : order) {
            if (previous >= 0 && isSameCall(edge, previous)) {
                sorted.weights[sorted.size - 1] += weights[edge];
            } else {
                sorted.add(ranks[callers[edge]], ranks[callees[edge]], offsets[edge], weights[edge]);
            }
            previous = edge;
        }
        return sorted;
    }

    private boolean isSameCall(int a, int b) {
        return callers[a] == callers[b] && callees[a] == callees[b] && offsets[a] == offsets[b];
    }

    /** The same columns without room for more. */
    EdgeColumns trimmed() {
        return size == callers.length
                ? this
                : new EdgeColumns(
                        Arrays.copyOf(callers, size),
                        Arrays.copyOf(callees, size),
                        Arrays.copyOf(offsets, size),
                        Arrays.copyOf(weights, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EdgeColumns columns
                && Arrays.equals(callers, 0, size, columns.callers, 0, columns.size)
                && Arrays.equals(callees, 0, size, columns.callees, 0, columns.size)
                && Arrays.equals(offsets, 0, size, columns.offsets, 0, columns.size)
                && Arrays.equals(weights, 0, size, columns.weights, 0, columns.size);
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int edge = 0; edge < size; edge++) {
            hash = 31 * hash + callers[edge];
            hash = 31 * hash + callees[edge];
            hash = 31 * hash + Long.hashCode(offsets[edge]);
            hash = 31 * hash + Long.hashCode(weights[edge]);
        }
        return hash;
    }
}
