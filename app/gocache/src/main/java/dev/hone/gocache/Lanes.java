package dev.hone.gocache;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Puts what takes time onto as few tracks as can be, such that nothing on one overlaps. For events in the order in which they begin. */
final class Lanes {
    private final PriorityQueue<Taken> taken = new PriorityQueue<>(Comparator.comparingLong(Taken::until));
    private final PriorityQueue<Integer> free = new PriorityQueue<>();
    private int count;

    private record Taken(int lane, long until) {}

    /** The first lane that is free when something begins, from 1; it is taken for as long as that takes, and never for no time. */
    int of(long begun, long ended) {
        while (!taken.isEmpty() && taken.peek().until() <= begun) {
            free.add(taken.remove().lane());
        }
        int lane = free.isEmpty() ? ++count : free.remove();
        taken.add(new Taken(lane, Math.max(ended, begun + 1)));
        return lane;
    }

    /** How many there are. */
    int count() {
        return count;
    }
}
