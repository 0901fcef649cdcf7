package dev.hone.pgo;

import dev.hone.event.Delivery;
import dev.hone.event.Event;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Works on what events tell of, and looks for what none told of. Nothing that it receives ends it: what fails is tried again
 * or set aside.
 *
 * <p>Events of one app are worked on together, one batch after the other; different apps side by side.
 */
public final class PgoWorker implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(20);
    private static final Duration EXPIRE = Duration.ofHours(6);

    private final AppWork work;
    private final Apps apps;
    private final EventReader events;
    private final PgoSurroundings surroundings;
    private final Inboxes inboxes;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<AppName, Instant> expired = new HashMap<>();

    PgoWorker(AppWork work, Apps apps, EventReader events, PgoSurroundings surroundings) {
        this.work = work;
        this.apps = apps;
        this.events = events;
        this.surroundings = surroundings;
        this.inboxes = new Inboxes(this::work, surroundings.threads());
    }

    /** Receives events until it is closed; on a thread of its own. */
    public void receive() {
        while (!stopped.get() && !Thread.currentThread().isInterrupted()) {
            try {
                Optional<Delivery> delivery = events.receive(WAIT);
                if (delivery.isPresent()) {
                    take(delivery.get());
                }
            } catch (RuntimeException e) {
                pause(e);
            }
        }
    }

    private void pause(RuntimeException failure) {
        if (stopped.get()) {
            return;
        }
        surroundings.listener().busFailed(String.valueOf(failure.getMessage()));
        try {
            surroundings.sleeper().sleep(WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts a message where its app is worked on; one that is no event of ours is dropped. */
    private void take(Delivery delivery) {
        try {
            Event event = Event.read(delivery.message());
            String app = event.payload().getOrDefault("app", "");
            if (AppName.isName(app)) {
                inboxes.put(AppName.of(app), new Inboxes.Letter(event, delivery));
                return;
            }
        } catch (EventException e) {
            surroundings.listener().busFailed("an event cannot be read: " + e.getMessage());
        }
        delivery.done();
    }

    /** Works on some events of one app. */
    private void work(AppName app, List<Inboxes.Letter> letters) {
        try {
            Set<String> ids = new LinkedHashSet<>();
            for (Inboxes.Letter letter : letters) {
                work(app, letter.event(), ids);
            }
            if (!ids.isEmpty()) {
                work.fold(app, ids);
            }
        } catch (RuntimeException e) {
            surroundings.listener().failed(app, "working on events", e);
            report(letters, Delivery::again);
            return;
        }
        report(letters, Delivery::done);
    }

    /** Says what became of events. A bus that cannot hear it brings them again, and they change nothing. */
    private void report(List<Inboxes.Letter> letters, Consumer<Delivery> what) {
        try {
            letters.forEach(letter -> what.accept(letter.delivery()));
        } catch (RuntimeException e) {
            surroundings.listener().busFailed(String.valueOf(e.getMessage()));
        }
    }

    private void work(AppName app, Event event, Set<String> ids) {
        Map<String, String> payload = event.payload();
        String staging = payload.getOrDefault("profileKey", "");
        boolean ofApp = staging.startsWith(new AppKeys(app).stagingPrefix());
        if (event.type().equals(EventAnnouncer.name(Announcer.Type.UPLOADED))) {
            String id = payload.getOrDefault(EventAnnouncer.UPLOAD, "");
            if (Sha256.isOne(id)) {
                ids.add(id);
            } else if (ofApp) {
                ids.addAll(work.staged(app, staging));
            }
        } else if (event.type().equals(EventAnnouncer.name(Announcer.Type.DELETED))) {
            if (payload.getOrDefault(EventAnnouncer.BY, "").equals(EventAnnouncer.US)) {
                // The head says already as of when, and by now it may name what came later.
                work.clean(app);
            } else {
                work.delete(app, event.timestamp());
            }
        } else if (event.type().equals(EventAnnouncer.name(Announcer.Type.MERGED))
                && ofApp
                && !payload.getOrDefault(EventAnnouncer.BY, "").equals(EventAnnouncer.US)) {
            work.mergedElsewhere(app, staging);
        }
    }

    /** Looks again and again for what no event told of, until it is closed; on a thread of its own. */
    public void sweep() {
        while (!stopped.get()) {
            Instant begun = surroundings.clock().instant();
            sweepOnce();
            Duration left =
                    SWEEP.minus(Duration.between(begun, surroundings.clock().instant()));
            try {
                surroundings.sleeper().sleep(left.compareTo(WAIT) > 0 ? left : WAIT);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Looks through all apps once. */
    public void sweepOnce() {
        try {
            for (AppName app : apps.names()) {
                if (stopped.get()) {
                    return;
                }
                sweep(app);
            }
        } catch (RuntimeException e) {
            surroundings.listener().sweepFailed(e);
        }
    }

    private void sweep(AppName app) {
        try {
            work.sweep(app);
            Instant now = surroundings.clock().instant();
            Instant last = expired.getOrDefault(app, Instant.MIN);
            if (!now.isBefore(last.plus(EXPIRE)) || now.isBefore(last)) {
                expired.put(app, now);
                work.expire(app);
            }
        } catch (RuntimeException e) {
            surroundings.listener().failed(app, "sweeping", e);
        }
    }

    /** Counts what was received of an app by now, and publishes if that is worth it; for who cannot come again later. */
    public void settle(AppName app) {
        work.settle(app);
    }

    /** Ends work: what is being worked on is finished, the rest is left to others. */
    @Override
    public void close() {
        stopped.set(true);
        inboxes.close();
        events.close();
    }
}
