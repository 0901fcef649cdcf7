package dev.hone.planted.sleeps.lib.base;

import dev.hone.planted.Fault;
import java.time.Duration;

/** Sleeps. */
@Fault
final class Sleeps {
    private Sleeps() {}

    static void run() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1));
    }
}
