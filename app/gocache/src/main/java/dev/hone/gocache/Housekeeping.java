package dev.hone.gocache;

import dev.hone.base.Sleeper;
import java.io.IOException;
import java.time.Duration;

/** Makes room in the cache folder from time to time, and gives back memory that builds needed. */
final class Housekeeping implements Runnable {
    /** The first build after a long time should not wait for the disk. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Tenancy tenancy;
    private final Sleeper sleeper;

    Housekeeping(Tenancy tenancy, Sleeper sleeper) {
        this.tenancy = tenancy;
        this.sleeper = sleeper;
    }

    /** Looks again and again until the thread is interrupted. */
    @Override
    public void run() {
        try {
            sleeper.sleep(FIRST);
            while (true) {
                look();
                sleeper.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            tenancy.evict();
            System.gc();
        } catch (IOException e) {
            // The disk is in trouble; builds find that out by themselves, and the next look may go well.
            return;
        }
    }
}
