package dev.hone.cache;

import dev.hone.base.Sleeper;
import dev.hone.cache.RemoteCache.Existing;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.UploadQueue.Job;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;

/**
 * Brings results from this machine to the shared store, in the background.
 *
 * <p>Each is noted in the {@link Spool} before anything else, and its note is removed when it is there: so nothing is lost with
 * the process. A few threads read the kept files, so that memory does not grow with what waits. For any thread.
 */
final class Uploader implements AutoCloseable {
    private static final int MOST_FAILURES = 3;
    /** More than any build makes; whoever has as many waiting has a store that does not work. */
    private static final int MOST_WAITING = 100_000;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final SharedParts parts;
    private final Spool spool;
    private final ThreadFactory factory;
    private final UploadQueue queue = new UploadQueue();
    private final List<Thread> threads = new ArrayList<>();
    private final int most;
    private volatile boolean closed;

    Uploader(SharedParts parts, Spool spool, int most, ThreadFactory factory) {
        this.parts = parts;
        this.spool = spool;
        this.most = most;
        this.factory = factory;
    }

    /** Notes a result that is to be shared, if it may be. */
    void offer(ActionId action, Found found, Existing existing, CacheListener build) {
        try {
            if (isToBeShared(action, found, existing)) {
                ActionRecord record = new ActionRecord(found.output(), found.size(), found.time());
                spool.add(action, new Spool.Waiting(record, existing == Existing.REPLACE));
                build.onOffered();
                if (!enqueue(new Job(action, 0, build))) {
                    // The build that was first is told of both.
                    build.onSettled(Outcome.NOTHING, 0);
                }
            }
        } catch (IOException e) {
            parts.listener().onTrouble("a result is not shared: " + e);
        }
    }

    /** Looks at a result that is not to be shared. */
    void learn(ActionId action, Found found) {
        try {
            if (GoArchive.kind(found.file(), action) == GoArchive.Kind.INDEX) {
                parts.hereOnly().add(action);
            }
        } catch (IOException e) {
            parts.listener().onTrouble("a result cannot be read: " + e);
        }
    }

    private boolean isToBeShared(ActionId action, Found found, Existing existing) throws IOException {
        boolean known = existing == Existing.KEEP && parts.knowledge().has(action, found.output());
        if (closed || known || found.size() < parts.settings().least() || queue.left() > MOST_WAITING) {
            return false;
        }
        return switch (GoArchive.kind(found.file(), action)) {
            case FINE -> true;
            case INDEX -> {
                parts.hereOnly().add(action);
                yield false;
            }
            case OF_ANOTHER_ACTION -> {
                parts.listener().onTrouble("a package that names another step than " + action + " is not shared");
                yield false;
            }
        };
    }

    private boolean enqueue(Job job) {
        boolean fresh = queue.add(job);
        haveItDone();
        return fresh;
    }

    private void haveItDone() {
        synchronized (threads) {
            if (!closed && threads.size() < Math.min(most, queue.left())) {
                Thread thread = factory.newThread(this::work);
                threads.add(thread);
                thread.start();
            }
        }
    }

    /** Takes up what this and dead processes have left undone. */
    void resume() {
        try {
            for (ActionId action : spool.all()) {
                queue.addLeft(new Job(action, 0, CacheListener.NONE));
                haveItDone();
            }
        } catch (IOException e) {
            parts.listener().onTrouble("what was left to be shared cannot be read: " + e);
        }
    }

    /** Waits until all was tried, but only so long, and not for a store that does not work. */
    void settle(Duration most) {
        try {
            queue.await(most, parts.breaker()::isWorthAsking);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many results are still to be shared, what was given up for this process among them. */
    int waiting() {
        try {
            return spool.all().size();
        } catch (IOException e) {
            return queue.left();
        }
    }

    private void work() {
        try {
            while (!closed) {
                Job job = queue.take();
                try {
                    attend(job);
                } finally {
                    queue.end(job);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attend(Job job) throws InterruptedException {
        while (!parts.breaker().isWorthAsking()) {
            Sleeper.REAL.sleep(PAUSE);
        }
        Optional<Spool.Waiting> waiting = spool.read(job.action());
        if (waiting.isEmpty()) {
            job.build().onSettled(Outcome.NOTHING, 0);
            return;
        }
        OngoingCall call = parts.call(Operation.PUT, job.action(), job.build());
        try {
            OptionalLong sent = bring(job.action(), waiting.get());
            spool.done(job.action(), waiting.get());
            Outcome outcome = sent.isPresent() ? Outcome.DONE : Outcome.NOTHING;
            call.end(outcome, waiting.get().record().size(), sent.orElse(0));
            job.build().onSettled(outcome, sent.orElse(0));
        } catch (NoSuchFileException e) {
            spool.done(job.action(), waiting.get());
            job.build().onSettled(Outcome.NOTHING, 0);
        } catch (IOException | RuntimeException e) {
            failed(job, waiting.get(), e, call);
        }
    }

    /** How many bytes were sent; empty when nothing had to be. */
    private OptionalLong bring(ActionId action, Spool.Waiting waiting) throws IOException {
        ActionRecord record = waiting.record();
        boolean replace = waiting.replace() || parts.knowledge().mustReplace(action);
        if (!replace && parts.knowledge().has(action, record.output())) {
            return OptionalLong.empty();
        }
        Path kept = parts.local().file(record.output());
        try (Packing packing = Packing.of(kept, record, parts.local().incoming().name(), parts.porter())) {
            Existing existing = replace ? Existing.REPLACE : Existing.KEEP;
            if (!parts.remote().put(action, packing.output(), existing)) {
                return OptionalLong.empty();
            }
            parts.knowledge().isThere(action, record.output());
            return OptionalLong.of(packing.output().content().length());
        }
    }

    private void failed(Job job, Spool.Waiting waiting, Exception e, OngoingCall call) {
        boolean ours = e instanceof CacheException known
                && (known.error() == CacheError.POISONED || known.error() == CacheError.TOO_LARGE);
        call.end(ours ? Outcome.REFUSED : Outcome.FAILED, 0, 0);
        parts.listener().onTrouble("the result of " + job.action() + " was not shared: " + e.getMessage());
        // Who was not let through, or found the store down, comes again when it is up.
        int failures = parts.breaker().isWorthAsking() ? job.failures() + 1 : job.failures();
        if (ours) {
            spool.done(job.action(), waiting);
            job.build().onSettled(Outcome.REFUSED, 0);
        } else if (failures < MOST_FAILURES && !closed) {
            queue.add(new Job(job.action(), failures, job.build()));
        }
    }

    /** Ends what is under way; what is left waits in the spool for the next process. */
    @Override
    public void close() {
        closed = true;
        List<Thread> ending;
        synchronized (threads) {
            ending = List.copyOf(threads);
        }
        ending.forEach(Thread::interrupt);
        try {
            for (Thread thread : ending) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spool.close();
    }
}
