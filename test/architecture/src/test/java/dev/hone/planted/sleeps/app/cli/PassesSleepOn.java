package dev.hone.planted.sleeps.app.cli;

import dev.hone.planted.Fault;

/** Sleeps by reference. */
@Fault
final class PassesSleepOn {
    /** Waits. */
    interface Wait {
        void of(long millis) throws InterruptedException;
    }

    private PassesSleepOn() {}

    static Wait run() {
        return Thread::sleep;
    }
}
