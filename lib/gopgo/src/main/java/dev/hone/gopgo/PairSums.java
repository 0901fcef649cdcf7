package dev.hone.gopgo;

import java.util.Arrays;

/** Adds up weights of pairs of small numbers, in an open table that doubles when it is half full. */
final class PairSums {
    private static final int FIRST = 1024;
    private static final long FREE = -1;

    private long[] pairs = new long[FIRST];
    private long[] weights = new long[FIRST];
    private int[] lastSeen = new int[FIRST];
    private int size;

    PairSums() {
        Arrays.fill(pairs, FREE);
    }

    /** What to do with each pair. */
    interface Visitor {
        void pair(int first, int second, long weight);
    }

    /** Adds a weight, unless this occasion has added to the pair before. */
    void addOnce(int first, int second, long weight, int occasion) {
        if (2 * size >= pairs.length) {
            grow();
        }
        long pair = (long) first << 32 | second;
        int slot = slot(pair);
        if (pairs[slot] == FREE) {
            pairs[slot] = pair;
            lastSeen[slot] = -1;
            size++;
        }
        if (lastSeen[slot] != occasion) {
            lastSeen[slot] = occasion;
            weights[slot] += weight;
        }
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < pairs.length; slot++) {
            if (pairs[slot] != FREE) {
                visitor.pair((int) (pairs[slot] >>> 32), (int) pairs[slot], weights[slot]);
            }
        }
    }

    private int slot(long pair) {
        int mask = pairs.length - 1;
        long mixed = pair * 0x9e3779b97f4a7c15L;
        int slot = (int) (((mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L) >>> 32) & mask;
        while (pairs[slot] != FREE && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPairs = pairs;
        long[] oldWeights = weights;
        int[] oldLastSeen = lastSeen;
        int capacity = Math.multiplyExact(pairs.length, 2);
        pairs = new long[capacity];
        weights = new long[capacity];
        lastSeen = new int[capacity];
        Arrays.fill(pairs, FREE);
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != FREE) {
                int slot = slot(oldPairs[i]);
                pairs[slot] = oldPairs[i];
                weights[slot] = oldWeights[i];
                lastSeen[slot] = oldLastSeen[i];
            }
        }
    }
}
