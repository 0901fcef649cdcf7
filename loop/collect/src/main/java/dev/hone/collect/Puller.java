package dev.hone.collect;

import dev.hone.base.Backoff;
import dev.hone.base.Component;
import dev.hone.intake.Intake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store for its profiles, window by window, and hands them in.
 *
 * <p>Windows lie the same for every process and are asked for in their order, each once: one that cannot be had now is
 * asked for again until it is a day old. A process begins with the window that is not over yet, which nobody can have
 * pulled before. So nothing counts twice, and what was recorded while no process ran is not pulled.
 */
public final class Puller implements AutoCloseable {
    private static final Backoff WAITS = new Backoff(1, Duration.ofSeconds(20), Duration.ofMinutes(10));
    private static final Duration GIVEN_UP = Duration.ofDays(1);
    private static final int SHARE_OF_JITTER = 20;

    private final ProfileStore store;
    private final PullSettings settings;
    private final Windows windows;
    private final CollectSurroundings surroundings;
    private final StoreFetch fetch;
    private final ProfileLook look = new ProfileLook();
    private final HandingIn handingIn;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final AtomicReference<Component.Health> health = new AtomicReference<>(Component.Health.GOOD);

    /** Pulls nothing yet; the intake stays its maker's. */
    public Puller(ProfileStore store, PullSettings settings, Intake intake, CollectSurroundings surroundings) {
        this.store = store;
        this.settings = settings;
        this.surroundings = surroundings;
        windows = new Windows(settings.window(), settings.settle());
        fetch = new StoreFetch(settings.patience());
        handingIn = new HandingIn(intake, surroundings.sleeper(), surroundings.random());
    }

    /**
     * How pulling a window ended.
     *
     * @param message for people; empty when there is nothing to say
     */
    public record Pulled(Window window, Outcome outcome, String message) {}

    /** Pulls the last window that is over. */
    public Pulled once() {
        thread.set(Thread.currentThread());
        try {
            return pulled(windows.last(surroundings.clock().instant()));
        } finally {
            thread.set(null);
        }
    }

    /** Begins to pull one window after the other. */
    public void start() {
        Thread made = surroundings.threads().newThread(this::pull);
        thread.set(made);
        made.start();
    }

    private void pull() {
        try {
            Window window = windows.open(surroundings.clock().instant());
            for (int failures = 0; !Thread.currentThread().isInterrupted(); ) {
                await(windows.settled(window).plus(jitter()));
                boolean isDone = isLasting(pulled(window).outcome());
                failures = isDone ? 0 : failures + 1;
                if (isDone || isGivenUp(window)) {
                    window = windows.after(window);
                } else {
                    surroundings.sleeper().sleep(WAITS.before(failures + 1, surroundings.random()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Many pull at the same ends of windows; they shall not come all at once. */
    private Duration jitter() {
        Duration most = settings.window().dividedBy(SHARE_OF_JITTER);
        return Duration.ofNanos((long) (most.toNanos() * surroundings.random().nextDouble()));
    }

    private void await(Instant due) throws InterruptedException {
        Duration left = Duration.between(surroundings.clock().instant(), due);
        if (left.isPositive()) {
            surroundings.sleeper().sleep(left);
        }
    }

    private boolean isGivenUp(Window window) {
        return window.start().plus(GIVEN_UP).isBefore(surroundings.clock().instant());
    }

    /** Whether another attempt would end the same. */
    private static boolean isLasting(Outcome outcome) {
        return switch (outcome) {
            case DELIVERED, NOTHING, NOT_A_PROFILE, NOT_CPU, TOO_LARGE, REFUSED, OTHER_PROGRAM, FORBIDDEN_ADDRESS ->
                true;
            case BUSY, UNREACHABLE, TIMED_OUT, BAD_STATUS, REDIRECTED, HTML, NOT_HANDED_IN, NO_ROOM, BROKEN, STOPPED ->
                false;
        };
    }

    private Pulled pulled(Window window) {
        long bytes = 0;
        Pulled pulled = new Pulled(window, Outcome.DELIVERED, "");
        try {
            byte[] profile = packed(store.profile(fetch.answer(store.request(window))));
            if (look.isWithoutSamples(profile)) {
                throw new Missed(Outcome.NOTHING, "it has nothing of this window");
            }
            handingIn.hand(settings.app(), profile, store.origin());
            bytes = profile.length;
        } catch (Missed e) {
            pulled = new Pulled(window, e.outcome(), e.message());
        } catch (PushException e) {
            pulled = new Pulled(window, Outcome.NOT_A_PROFILE, Missed.line(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pulled = new Pulled(window, Outcome.STOPPED, "it was stopped");
        } catch (RuntimeException e) {
            pulled = new Pulled(window, Outcome.BROKEN, "it failed: " + e);
        }
        health.set(
                isLasting(pulled.outcome())
                        ? Component.Health.GOOD
                        : Component.Health.bad(store.name() + ": " + pulled.message()));
        surroundings.listener().pulled(store, settings.app(), pulled, bytes);
        return pulled;
    }

    /** Large profiles are small on the way. */
    private static byte[] packed(byte[] profile) {
        if (profile.length == 0 || profile[0] == 0x1f) {
            return profile;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(profile);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Bad while the last attempt failed for a reason that may pass. */
    public Component.Health health() {
        return health.get();
    }

    /** Ends what it is doing; a window that is being pulled is given up. */
    @Override
    public void close() {
        Thread pulling = thread.get();
        if (pulling != null) {
            pulling.interrupt();
        }
        fetch.close();
    }
}
