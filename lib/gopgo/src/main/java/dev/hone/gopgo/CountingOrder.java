package dev.hone.gopgo;

import java.util.Arrays;

/** Sorts by small numbers, in linear time whatever they are, and leaves equal ones as they stand. */
final class CountingOrder {
    private CountingOrder() {}

    /** The numbers from 0 on: an order to begin with. */
    static int[] asItIs(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /**
     * An order sorted by keys.
     *
     * @param keys for each thing that is put in order, a number below {@code bound}
     */
    static int[] by(int[] keys, int bound, int[] order) {
        int[] next = new int[bound + 1];
        for (int thing : order) {
            next[keys[thing] + 1]++;
        }
        for (int key = 0; key < bound; key++) {
            next[key + 1] += next[key];
        }
        int[] sorted = new int[order.length];
        for (int thing : order) {
            sorted[next[keys[thing]]++] = thing;
        }
        return sorted;
    }
}
