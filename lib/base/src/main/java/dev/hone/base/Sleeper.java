package dev.hone.base;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass; tests pass one in that only notes how much. */
@FunctionalInterface
public interface Sleeper {
    /** Waits on the calling thread, as everybody does outside of tests. */
    Sleeper REAL = duration -> {
        boolean opened = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        assert !opened : "nobody opens this latch";
    };

    /** Returns when the time is over, not before, or throws when the thread is interrupted. */
    void sleep(Duration duration) throws InterruptedException;
}
