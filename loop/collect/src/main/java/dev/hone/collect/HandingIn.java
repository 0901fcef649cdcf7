package dev.hone.collect;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.intake.Intake;
import dev.hone.intake.IntakeException;
import dev.hone.intake.Origin;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Hands profiles in, each several times if need be. */
final class HandingIn {
    private static final Backoff WAITS = new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(16));

    private final Intake intake;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    HandingIn(Intake intake, Sleeper sleeper, RandomGenerator random) {
        this.intake = intake;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Returns when a profile was taken in.
     *
     * @throws Missed when it was not
     */
    void hand(String app, byte[] profile, Origin origin) throws InterruptedException {
        for (int attempt = 1; !isIn(app, profile, origin, attempt); attempt++) {
            sleeper.sleep(WAITS.before(attempt + 1, random));
        }
    }

    private boolean isIn(String app, byte[] profile, Origin origin, int attempt) {
        try {
            intake.hand(app, profile, origin);
            return true;
        } catch (IntakeException e) {
            String message = String.valueOf(e.getMessage());
            if (e.error().retryable() && attempt < WAITS.attempts()) {
                return false;
            }
            throw new Missed(
                    switch (e.error()) {
                        case REFUSED -> Outcome.REFUSED;
                        case INTERRUPTED, CLOSED -> Outcome.STOPPED;
                        case DENIED, UNAVAILABLE, BUSY, MISCONFIGURED -> Outcome.NOT_HANDED_IN;
                    },
                    message);
        }
    }
}
