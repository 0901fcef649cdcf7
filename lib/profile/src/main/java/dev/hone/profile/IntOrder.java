package dev.hone.profile;

/** Sorts ints by an order of the caller's, stably and without boxes; in n log n whatever they are. */
@FunctionalInterface
interface IntOrder {
    /** Negative when {@code a} comes before {@code b}, positive when behind it. */
    int compare(int a, int b);

    /** Sorts a part of an array; {@code spare} is as long as the array. */
    default void sort(int[] cells, int from, int to, int[] spare) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(cells, from, middle, spare);
        sort(cells, middle, to, spare);
        if (compare(cells[middle - 1], cells[middle]) <= 0) {
            return;
        }
        System.arraycopy(cells, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int at = from; left < middle; at++) {
            boolean takeRight = right < to && compare(cells[right], spare[left]) < 0;
            cells[at] = takeRight ? cells[right++] : spare[left++];
        }
    }
}
