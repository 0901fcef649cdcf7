package dev.hone.gopgo;

import java.util.Arrays;

/** Adds up weights of pairs of small numbers. */
/*
 * What is added is written down behind what is there. When the room is full it is sorted by pair, which is done by counting,
 * and equal pairs become one; if that does not free half of the room it is doubled. So an addition costs the same
 * whatever the pairs are, where a hash table could be filled with pairs that were chosen to collide.
 */
final class PairSums {
    private static final int FIRST = 1024;

    private final int bound;
    private int[] firsts;
    private int[] seconds;
    private long[] weights;
    private int[] occasions;
    private int size;

    /**
     * No pairs yet.
     *
     * @param bound what the numbers are below
     */
    PairSums(int bound) {
        this.bound = bound;
        // Sorting looks at every number there may be; with at least as much room that is not what it costs.
        int room = Math.max(FIRST, bound);
        this.firsts = new int[room];
        this.seconds = new int[room];
        this.weights = new long[room];
        this.occasions = new int[room];
    }

    /** What to do with each pair. */
    interface Visitor {
        void pair(int first, int second, long weight);
    }

    /** Adds a weight, unless this occasion has added to the pair before. Occasions come one after the other. */
    void addOnce(int first, int second, long weight, int occasion) {
        if (size == firsts.length) {
            makeRoom();
        }
        firsts[size] = first;
        seconds[size] = second;
        weights[size] = weight;
        occasions[size] = occasion;
        size++;
    }

    /** The most pairs there can be: what was added and not yet combined is counted each time. */
    int size() {
        return size;
    }

    void forEach(Visitor visitor) {
        combine();
        for (int i = 0; i < size; i++) {
            visitor.pair(firsts[i], seconds[i], weights[i]);
        }
    }

    private void makeRoom() {
        combine();
        if (2 * size > firsts.length) {
            int room = Math.multiplyExact(firsts.length, 2);
            firsts = Arrays.copyOf(firsts, room);
            seconds = Arrays.copyOf(seconds, room);
            weights = Arrays.copyOf(weights, room);
            occasions = Arrays.copyOf(occasions, room);
        }
    }

    private void combine() {
        int[] order = CountingOrder.by(seconds, bound, CountingOrder.asItIs(size));
        order = CountingOrder.by(firsts, bound, order);
        int[] sortedFirsts = new int[firsts.length];
        int[] sortedSeconds = new int[firsts.length];
        long[] sums = new long[firsts.length];
        int[] latest = new int[firsts.length];
        int last = -1;
        for (int i : order) {
            if (last < 0 || sortedFirsts[last] != firsts[i] || sortedSeconds[last] != seconds[i]) {
                last++;
                sortedFirsts[last] = firsts[i];
                sortedSeconds[last] = seconds[i];
                sums[last] = weights[i];
            } else if (latest[last] != occasions[i]) {
                sums[last] += weights[i];
            }
            latest[last] = occasions[i];
        }
        firsts = sortedFirsts;
        seconds = sortedSeconds;
        weights = sums;
        occasions = latest;
        size = last + 1;
    }
}
