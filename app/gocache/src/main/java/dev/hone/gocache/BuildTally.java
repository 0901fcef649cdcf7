package dev.hone.gocache;

import dev.hone.cache.Answered;
import dev.hone.cache.Brought;
import dev.hone.cache.CacheListener;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what one go command asks and is told, and has the report of it kept when the command has ended: once then, and again
 * while what it made is brought to the shared store. For any thread.
 */
final class BuildTally implements CacheListener {
    private final BuildReport.Facts facts;
    private final ReportFolder.Place place;
    private final LongSupplier nanoClock;
    private final CacheListener next;
    private final long begun;
    private final Map<Source, LongAdder> answers = new EnumMap<>(Source.class);
    private final LongAdder served = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder waitedHere = new LongAdder();
    private final LongAdder waitedShared = new LongAdder();
    private final WaitClock waits = new WaitClock();
    private final TraceLog log;
    private final LongAdder made = new LongAdder();
    private final LongAdder madeBytes = new LongAdder();
    private Brought brought = Brought.NOTHING;
    private long shared;
    private long sent;
    private long waiting;
    private long took;
    private boolean ended;

    /**
     * For a command that began then.
     *
     * @param nanoClock by which it did, the clock of the cache's surroundings
     * @param next is told all the same, but for calls of the shared store: of these the store tells all who count
     */
    BuildTally(
            BuildReport.Facts facts, ReportFolder.Place place, long begun, LongSupplier nanoClock, CacheListener next) {
        this.facts = facts;
        this.place = place;
        this.nanoClock = nanoClock;
        this.next = next;
        this.begun = begun;
        this.log = new TraceLog(begun, nanoClock.getAsLong());
        for (Source source : Source.values()) {
            answers.put(source, new LongAdder());
        }
    }

    @Override
    public void onGet(Answered answered) {
        LongAdder count = answers.get(answered.source());
        if (count != null) {
            count.increment();
        }
        served.add(answered.size());
        received.add(answered.received());
        waits.add(answered.waited());
        log.add(answered);
        switch (answered.source()) {
            case LOCAL, HERE_ONLY, UNAWAITED, UNASKED, RESTING ->
                waitedHere.add(answered.waited().toNanos());
            case FETCHED, FORESEEN, TOGETHER, ABSENT, REFUSED, LATE, FAILED ->
                waitedShared.add(answered.waited().toNanos());
        }
        next.onGet(answered);
    }

    @Override
    public void onBrought(Brought so) {
        synchronized (this) {
            brought = so;
        }
        received.add(so.received());
        next.onBrought(so);
    }

    @Override
    public void onPut(long size) {
        made.increment();
        madeBytes.add(size);
        next.onPut(size);
    }

    @Override
    public void onOffered() {
        synchronized (this) {
            waiting++;
        }
        next.onOffered();
    }

    @Override
    public void onSettled(RemoteCall.Outcome outcome, long bytes) {
        synchronized (this) {
            waiting--;
            shared += outcome == RemoteCall.Outcome.DONE ? 1 : 0;
            sent += bytes;
            // Not for each: a report is a file.
            if (ended && (waiting & (waiting - 1)) == 0) {
                place.keep(report());
            }
        }
        next.onSettled(outcome, bytes);
    }

    /** The command has ended: from now on the report is kept. One that asked nothing has none. */
    synchronized void end() {
        took = nanoClock.getAsLong() - begun;
        BuildReport report = report();
        BuildTrace trace = log.end();
        if (report.asked() > 0 || report.made() > 0) {
            ended = true;
            // The trace first: with the report goes what is too many of both.
            place.keep(trace);
            place.keep(report);
        }
    }

    private synchronized BuildReport report() {
        Map<Source, Long> counts = new EnumMap<>(Source.class);
        answers.forEach((source, count) -> counts.put(source, count.sum()));
        return new BuildReport(
                facts,
                Duration.ofNanos(took),
                counts,
                served.sum(),
                received.sum(),
                brought,
                new BuildReport.Waits(
                        Duration.ofNanos(waitedHere.sum()),
                        Duration.ofNanos(waitedShared.sum()),
                        waits.most(50),
                        waits.most(99)),
                made.sum(),
                madeBytes.sum(),
                shared,
                sent,
                waiting);
    }

    @Override
    public void onRemote(RemoteCall call) {
        log.add(call);
    }

    @Override
    public void onWarning(String what) {
        next.onWarning(what);
    }

    @Override
    public void onTrouble(String what) {
        next.onTrouble(what);
    }
}
