package dev.hone.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
final class TestClock implements InstantSource {
    private volatile Instant now;

    TestClock(Instant now) {
        this.now = now;
    }

    /** One that begins with the real time, beside which the times of files can be compared. */
    static TestClock real() {
        return new TestClock(InstantSource.system().instant());
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
