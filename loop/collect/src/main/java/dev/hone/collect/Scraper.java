package dev.hone.collect;

import dev.hone.base.TaskScope;
import dev.hone.intake.Intake;
import dev.hone.intake.IntakeException;
import dev.hone.intake.Wants;
import dev.hone.targets.Target;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Profiles the instances that a source finds, for as long as it is open: looks for targets, does what the schedule says, and
 * remembers how it went. It closes neither source nor intake.
 *
 * <p>Safe for use by many threads.
 */
public final class Scraper implements AutoCloseable {
    private static final long IN_HAND = 256L << 20;
    private static final Duration ASKING = Duration.ofMinutes(1);
    private static final Duration SHORTEST_REST = Duration.ofMillis(20);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final KeptTargets source;
    private final Intake intake;
    private final CollectSurroundings surroundings;
    private final Programs programs = new Programs();
    private final Visit visit;
    private final ProfileFetch fetch;
    private final ExecutorService answers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition asked = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final CollectSettings.Reach reach;
    private final Book book;
    private final Set<Thread> threads = new HashSet<>();
    private boolean stirred;
    private boolean reloading;
    private boolean closed;

    private Scraper(TargetSource source, Intake intake, CollectSettings settings, CollectSurroundings surroundings) {
        Room room = new Room(IN_HAND);
        this.source = new KeptTargets(source, surroundings.listener());
        this.intake = intake;
        this.surroundings = surroundings;
        this.reach = settings.reach();
        this.book = new Book(settings);
        this.answers = Executors.newThreadPerTaskExecutor(surroundings.threads());
        this.fetch = new ProfileFetch(AddressRule.of(reach.linkLocal()), room, answers);
        this.visit =
                new Visit(fetch, programs, room, new HandingIn(intake, surroundings.sleeper(), surroundings.random()));
    }

    /** A scraper that does nothing yet. */
    public static Scraper of(
            TargetSource source, Intake intake, CollectSettings settings, CollectSurroundings surroundings) {
        return new Scraper(source, intake, settings, surroundings);
    }

    /** Begins to work, on threads of its own. */
    public void start() {
        begin(this::looking);
        begin(this::planning);
    }

    /** Looks for targets now, as it also does every few seconds. */
    public void reload() {
        lock.lock();
        try {
            reloading = true;
            asked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How each target fares. */
    public Snapshot snapshot() {
        lock.lock();
        try {
            return book.snapshot(source.trouble());
        } finally {
            lock.unlock();
        }
    }

    private void begin(TaskScope.Task<@Nullable Void> task) {
        Thread thread = surroundings.threads().newThread(() -> run(task));
        lock.lock();
        try {
            if (!closed) {
                threads.add(thread);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(TaskScope.Task<@Nullable Void> task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            // Asked to end, and does.
            Thread.currentThread().interrupt();
        } finally {
            lock.lock();
            try {
                threads.remove(Thread.currentThread());
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable Void looking() throws InterruptedException {
        Map<String, Wants> wants = Map.of();
        Instant askedAt = Instant.MIN;
        while (true) {
            Targets targets = look();
            Set<String> apps = targets.found().stream().map(Target::app).collect(Collectors.toSet());
            Instant now = surroundings.clock().instant();
            if (!apps.equals(wants.keySet()) || !askedAt.plus(ASKING).isAfter(now)) {
                wants = wants(apps);
                askedAt = now;
            }
            lock.lock();
            try {
                book.look(targets);
                book.wants(wants);
                programs.keep(book.fleet());
                stir();
                rest();
            } finally {
                lock.unlock();
            }
        }
    }

    private void rest() throws InterruptedException {
        long left = reach.looking().toNanos();
        while (!reloading && left > 0) {
            left = asked.awaitNanos(left);
        }
        reloading = false;
    }

    private Targets look() {
        try {
            return source.look();
        } catch (TargetException e) {
            // Its listener was told, and there was nothing before.
            return new Targets(List.of(), List.of());
        }
    }

    private Map<String, Wants> wants(Set<String> apps) throws InterruptedException {
        Map<String, Wants> wants = new HashMap<>();
        for (String app : apps) {
            try {
                wants.put(app, intake.wants(app));
            } catch (IntakeException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("asked to end while asking what is wanted");
                }
                wants.put(app, Wants.UNKNOWN);
            }
        }
        return wants;
    }

    private void stir() {
        stirred = true;
        news.signalAll();
    }

    private @Nullable Void planning() throws InterruptedException {
        while (true) {
            Instant now = surroundings.clock().instant();
            lock.lock();
            try {
                Plan plan = book.plan(now);
                plan.start().forEach(candidate -> begin(() -> attempt(candidate)));
                stirred = false;
                awaitNews(Duration.between(now, plan.next()));
            } finally {
                lock.unlock();
            }
            // What happens at nearly the same time is decided about once.
            surroundings.sleeper().sleep(SHORTEST_REST);
        }
    }

    private void awaitNews(Duration most) throws InterruptedException {
        Duration rest = most.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : most;
        long left = rest.toNanos();
        while (!stirred && left > 0) {
            left = news.awaitNanos(left);
        }
    }

    private @Nullable Void attempt(Candidate candidate) {
        Target target = candidate.target();
        surroundings.listener().started(target);
        AtomicLong bytes = new AtomicLong();
        Memory.Attempt attempt = attempt(Outcome.BROKEN, "it ended unexpectedly");
        try {
            attempt = tried(candidate, bytes);
        } finally {
            surroundings.listener().ended(target, attempt.outcome(), attempt.message(), bytes.get());
            end(candidate, attempt);
        }
        return null;
    }

    private Memory.Attempt attempt(Outcome outcome, String message) {
        return new Memory.Attempt(outcome, surroundings.clock().instant(), message);
    }

    private Memory.Attempt tried(Candidate candidate, AtomicLong bytes) {
        try {
            byte[] profile = taken(candidate);
            bytes.set(profile.length);
            visit.hand(candidate, profile);
            return attempt(Outcome.DELIVERED, "");
        } catch (Missed e) {
            return attempt(e.outcome(), e.message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return attempt(Outcome.STOPPED, "the scraper was stopped");
        } catch (RuntimeException e) {
            return attempt(Outcome.BROKEN, "the scraper failed: " + e);
        }
    }

    /** The profile, in the time that it takes and some more, however slowly the target answers. */
    private byte[] taken(Candidate candidate) throws InterruptedException {
        AtomicReference<byte @Nullable []> profile = new AtomicReference<>();
        Duration limit = candidate.duration().plus(reach.grace());
        try (TaskScope scope = new TaskScope(surroundings.threads())) {
            scope.fork(() -> {
                profile.set(visit.take(candidate));
                return true;
            });
            scope.join(limit);
        } catch (TimeoutException e) {
            // It may have come just then; then it holds its room.
            if (profile.get() == null) {
                throw new Missed(
                        Outcome.TIMED_OUT,
                        "its profile was not there after " + limit.toSeconds() + "s, though "
                                + candidate.duration().toSeconds() + "s were asked for");
            }
        }
        byte[] taken = profile.get();
        if (taken == null) {
            throw new IllegalStateException("neither a profile nor a failure");
        }
        return taken;
    }

    private void end(Candidate candidate, Memory.Attempt attempt) {
        boolean stopped;
        lock.lock();
        try {
            stopped = book.ended(candidate, attempt);
            stir();
        } finally {
            lock.unlock();
        }
        if (stopped) {
            surroundings.listener().roundStopped(candidate.target().app());
        }
    }

    /** Ends what it is doing; profiles that are being taken are given up. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            threads.forEach(Thread::interrupt);
            while (!threads.isEmpty()) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        fetch.close();
        answers.shutdownNow();
    }
}
