package dev.hone.event;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Repeats what could not be sent and may well be a moment later, waiting longer each time. A message may then arrive twice. */
public final class RetryingEventWriter implements EventWriter {
    private final EventWriter writer;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    private RetryingEventWriter(EventWriter writer, Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        this.writer = writer;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Wraps a writer, which stays the caller's to close. */
    public static RetryingEventWriter over(
            EventWriter writer, Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        return new RetryingEventWriter(writer, backoff, sleeper, random);
    }

    @Override
    public Set<EventTrait> traits() {
        return writer.traits();
    }

    @Override
    public void send(Message message) {
        for (int attempt = 1; ; attempt++) {
            try {
                writer.send(message);
                return;
            } catch (EventException e) {
                if (!e.error().retryable() || attempt == backoff.attempts()) {
                    throw e;
                }
                pause(attempt + 1);
            }
        }
    }

    private void pause(int next) {
        try {
            sleeper.sleep(backoff.before(next, random));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventException(EventError.INTERRUPTED, "interrupted while waiting to send again", e);
        }
    }

    @Override
    public Health check() {
        return writer.check();
    }

    /** Frees nothing: the wrapped writer was handed in. */
    @Override
    public void close() {}
}
