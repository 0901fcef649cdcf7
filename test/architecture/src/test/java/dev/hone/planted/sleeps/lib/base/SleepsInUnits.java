package dev.hone.planted.sleeps.lib.base;

import dev.hone.planted.Fault;
import java.util.concurrent.TimeUnit;

/** Sleeps by another name. */
@Fault
final class SleepsInUnits {
    private SleepsInUnits() {}

    static void run() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
