package dev.hone.collect;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all profiles that are in hand at one time. */
final class Room {
    private final AtomicLong left;

    Room(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Takes some, if there is as much. */
    boolean take(long bytes) {
        long before = left.get();
        while (before >= bytes) {
            if (left.compareAndSet(before, before - bytes)) {
                return true;
            }
            before = left.get();
        }
        return false;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
    }

    long left() {
        return left.get();
    }
}
