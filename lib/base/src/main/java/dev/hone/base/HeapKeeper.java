package dev.hone.base;

import java.time.Duration;

/** Keeps the heap of a process that stays no larger than what lives in it calls for. */
/*
 * The serial collector, which starts fastest and takes least, leaves what is old alone until the heap cannot grow any more, and
 * that is at half of the machine's memory. So whenever it holds a multiple of what lived in it the last time, it
 * is collected whole, after which the JVM gives back what it does not need. With the tens of megabytes that live in a server
 * that takes a tenth of a second, once in some ten thousand uploads.
 */
public final class HeapKeeper implements Runnable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int GROWTH = 3;

    private final Heap heap;
    private final Sleeper sleeper;
    private final long least;
    private long bound;

    HeapKeeper(Heap heap, ByteSize least, Sleeper sleeper) {
        this.heap = heap;
        this.sleeper = sleeper;
        this.least = least.bytes();
        this.bound = this.least;
    }

    /** For this process, in whose heap there may always be this much. */
    public static HeapKeeper of(ByteSize least) {
        return new HeapKeeper(Heap.OWN, least, Sleeper.REAL);
    }

    /** A heap that can be collected whole. */
    interface Heap {
        /** That of this process. */
        Heap OWN = new Heap() {
            @Override
            public long size() {
                return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            }

            @Override
            public void collect() {
                System.gc();
            }
        };

        /** What is in it, in bytes; after it was collected, what lives. */
        long size();

        void collect();
    }

    /** Looks again and again until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                sleeper.sleep(INTERVAL);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        if (heap.size() > bound) {
            heap.collect();
            bound = Math.max(least, GROWTH * heap.size());
        }
    }
}
