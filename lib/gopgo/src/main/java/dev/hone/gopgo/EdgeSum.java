package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up edges. Adding is associative and commutative: the sum depends on what was added, not on the order.
 *
 * <p>Not thread-safe; sums of parts can be added to each other.
 */
/*
 * Names are numbered as they come, through a map whose keys can be compared, so that names made to collide cost a
 * logarithm. Edges sit in an open table keyed by the numbers and the offset. The table doubles when it is half full.
 */
public final class EdgeSum {
    private static final int FIRST = 64;

    private final Map<Text, Integer> numbers = new HashMap<>();
    private final List<Text> names = new ArrayList<>();
    private int[] callers = new int[FIRST];
    private int[] callees = new int[FIRST];
    private long[] offsets = new long[FIRST];
    private long[] weights = new long[FIRST];
    private boolean[] taken = new boolean[FIRST];
    private int size;

    /** Adds every edge of a map. */
    public EdgeSum add(EdgeMap map) {
        int[] translated = map.names().stream().mapToInt(this::number).toArray();
        for (int i = 0; i < map.size(); i++) {
            int slot = slot(translated[map.caller(i)], translated[map.callee(i)], map.offset(i));
            weights[slot] = exactSum(weights[slot], map.weight(i));
        }
        return this;
    }

    /** Adds one edge. */
    public EdgeSum add(Edge edge) {
        int slot = slot(number(edge.caller()), number(edge.callee()), edge.offset());
        weights[slot] = exactSum(weights[slot], edge.weight());
        return this;
    }

    private static long exactSum(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw new GoProfileException(
                    GoProfileError.OVERFLOW, "the weights of a call add up to more than fits 64 bits");
        }
    }

    /** Adds one edge; wraps beyond 64 bits, as the Go toolchain does. */
    void addWrapping(int caller, int callee, long offset, long weight) {
        int slot = slot(caller, callee, offset);
        weights[slot] += weight;
    }

    /** The number of a name, which it keeps. */
    int number(Text name) {
        return numbers.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }

    private int slot(int caller, int callee, long offset) {
        if (2 * size >= taken.length) {
            grow();
        }
        int slot = find(caller, callee, offset);
        if (!taken[slot]) {
            taken[slot] = true;
            callers[slot] = caller;
            callees[slot] = callee;
            offsets[slot] = offset;
            size++;
        }
        return slot;
    }

    private int find(int caller, int callee, long offset) {
        int mask = taken.length - 1;
        int slot = (int) (mix(caller, callee, offset) >>> 32) & mask;
        while (taken[slot] && (callers[slot] != caller || callees[slot] != callee || offsets[slot] != offset)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long mix(int caller, int callee, long offset) {
        long key = ((long) caller << 32 | callee) * 0x9e3779b97f4a7c15L;
        key = (key ^ (key >>> 29) ^ offset) * 0xbf58476d1ce4e5b9L;
        return (key ^ (key >>> 32)) * 0x94d049bb133111ebL;
    }

    private void grow() {
        int[] oldCallers = callers;
        int[] oldCallees = callees;
        long[] oldOffsets = offsets;
        long[] oldWeights = weights;
        boolean[] oldTaken = taken;
        int capacity = Math.multiplyExact(taken.length, 2);
        callers = new int[capacity];
        callees = new int[capacity];
        offsets = new long[capacity];
        weights = new long[capacity];
        taken = new boolean[capacity];
        size = 0;
        for (int i = 0; i < oldTaken.length; i++) {
            if (oldTaken[i]) {
                int slot = slot(oldCallers[i], oldCallees[i], oldOffsets[i]);
                weights[slot] = oldWeights[i];
            }
        }
    }

    /** The sum so far, in the one form of a map. */
    public EdgeMap toMap() {
        int[] ranks = rankNames();
        Integer[] order = new Integer[size];
        int found = 0;
        for (int slot = 0; slot < taken.length; slot++) {
            if (taken[slot]) {
                order[found++] = slot;
            }
        }
        Arrays.sort(order, (a, b) -> {
            int byCaller = Integer.compare(ranks[callers[a]], ranks[callers[b]]);
            int byCallee = byCaller != 0 ? byCaller : Integer.compare(ranks[callees[a]], ranks[callees[b]]);
            return byCallee != 0 ? byCallee : Long.compare(offsets[a], offsets[b]);
        });
        return columns(order, ranks);
    }

    /** For each name's number its place among the names that edges use, sorted by bytes. */
    private int[] rankNames() {
        boolean[] used = new boolean[names.size()];
        for (int slot = 0; slot < taken.length; slot++) {
            if (taken[slot]) {
                used[callers[slot]] = true;
                used[callees[slot]] = true;
            }
        }
        Integer[] sorted = new Integer[names.size()];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, (a, b) -> names.get(a).compareTo(names.get(b)));
        int[] ranks = new int[names.size()];
        int rank = 0;
        for (int number : sorted) {
            ranks[number] = used[number] ? rank++ : -1;
        }
        return ranks;
    }

    private EdgeMap columns(Integer[] order, int[] ranks) {
        Text[] sortedNames =
                new Text[(int) Arrays.stream(ranks).filter(rank -> rank >= 0).count()];
        for (int number = 0; number < ranks.length; number++) {
            if (ranks[number] >= 0) {
                sortedNames[ranks[number]] = names.get(number);
            }
        }
        int[] mapCallers = new int[size];
        int[] mapCallees = new int[size];
        long[] mapOffsets = new long[size];
        long[] mapWeights = new long[size];
        for (int i = 0; i < size; i++) {
            int slot = order[i];
            mapCallers[i] = ranks[callers[slot]];
            mapCallees[i] = ranks[callees[slot]];
            mapOffsets[i] = offsets[slot];
            mapWeights[i] = weights[slot];
        }
        return new EdgeMap(List.of(sortedNames), mapCallers, mapCallees, mapOffsets, mapWeights);
    }
}
