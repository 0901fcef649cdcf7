package dev.hone.planted.sleeps.lib.base;

import dev.hone.planted.Twin;
import java.util.concurrent.CountDownLatch;

/** Waits for something. */
@Twin
final class Waits {
    private Waits() {}

    static void run(CountDownLatch done) throws InterruptedException {
        done.await();
    }
}
