package dev.hone.gopgo;

import java.util.Arrays;

/** Sorts edges by weight, keeping the order they have where weights are equal. */
final class WeightOrder {
    private WeightOrder() {}

    static int[] of(long[] weights) {
        long[] sorted = weights.clone();
        Arrays.sort(sorted);
        int[] next = firstPlaces(sorted);
        int[] order = new int[weights.length];
        for (int edge = 0; edge < weights.length; edge++) {
            int rank = Arrays.binarySearch(sorted, weights[edge]);
            order[next[firstOf(sorted, rank)]++] = edge;
        }
        return order;
    }

    /** For the first entry of each group of equal weights: where in the descending order its edges start. */
    private static int[] firstPlaces(long[] ascending) {
        int[] places = new int[ascending.length];
        int end = ascending.length;
        for (int i = ascending.length - 1; i >= 0; i--) {
            boolean first = i == 0 || ascending[i - 1] != ascending[i];
            if (first) {
                places[i] = ascending.length - end;
                end = i;
            }
        }
        return places;
    }

    private static int firstOf(long[] ascending, int rank) {
        int low = 0;
        int high = rank;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < ascending[rank]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
