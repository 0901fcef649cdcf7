package dev.hone.pgo;

import dev.hone.intake.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in profiles: checks one, stores it, and says so. What was accepted is never lost. */
final class Uploads {
    private static final Duration STAGED_FOR = Duration.ofDays(30);

    private final UploadStore store;
    private final Heads heads;
    private final SharedHeads sharedHeads;
    private final Gate gate;
    private final Announcer announcer;
    private final InstantSource clock;
    private final PgoListener listener;
    private final Receipts receipts;
    private final RecentKeys recent = new RecentKeys();

    Uploads(UploadStore store, Heads heads, Gate gate, Announcer announcer, PgoSurroundings surroundings) {
        this.store = store;
        this.heads = heads;
        this.sharedHeads = new SharedHeads(heads);
        this.gate = gate;
        this.announcer = announcer;
        this.clock = surroundings.clock();
        this.listener = surroundings.listener();
        this.receipts = new Receipts(clock);
    }

    /**
     * Takes in a profile, or finds that it was taken in before.
     *
     * @param body as it was received
     * @throws PgoException when it is refused
     */
    UploadReceipt accept(AppName app, byte[] body, Origin context, Accepted accepted) {
        AppKeys keys = new AppKeys(app);
        String id = Sha256.of(body);
        CheckedUpload upload = check(app, body, accepted);
        Head head = sharedHeads.of(app);
        // What is sent after a deletion counts, also when the deletion was told by a clock that is ahead.
        Instant received = receipts.next(head.deleted());
        String staging = keys.staging(received).value();
        if (isSeen(keys, id, head)) {
            String first = store.segment(keys, id)
                    .map(segment -> segment.facts().staging())
                    .orElse(staging);
            return new UploadReceipt(first, id, upload.samples(), upload.flags(), true);
        }
        Segment segment = segment(id, upload, context, received, staging);
        UploadStore.Stored stored = store.put(keys, id, segment, head.deleted(), body);
        recent.add(keys.upload(id));
        String key = stored.segment().facts().staging();
        UploadReceipt receipt = new UploadReceipt(key, id, upload.samples(), upload.flags(), stored.wasHere());
        if (!stored.wasHere()) {
            announcer.announce(Announcer.Type.UPLOADED, app, new UploadKeys(key, id), 0);
            listener.accepted(app, receipt, body.length);
        }
        return receipt;
    }

    /**
     * Whether a profile is found to be here. Most are new, so the store is asked only about what was here a while ago, or
     * when one that is there may be of before a deletion; of the others storing them tells.
     */
    private boolean isSeen(AppKeys keys, String id, Head head) {
        return (head.deleted() != null || recent.contains(keys.upload(id))) && isHere(keys, id, head);
    }

    private CheckedUpload check(AppName app, byte[] body, Accepted accepted) {
        try {
            return gate.check(body, accepted);
        } catch (PgoException e) {
            listener.refused(app, e.error().name());
            throw e;
        }
    }

    /** Whether a profile is here that was received since the app was last deleted. */
    private boolean isHere(AppKeys keys, String id, Head head) {
        return head.deleted() == null
                ? store.find(keys, id).isPresent()
                : Contention.retried(() -> store.isHere(keys, id, heads.of(keys.app())));
    }

    /**
     * Takes in what another program's server left in its staging blob.
     *
     * @return its id
     */
    String adopt(AppName app, String staging, byte[] body) {
        AppKeys keys = new AppKeys(app);
        String id = Sha256.of(body);
        CheckedUpload upload = gate.check(body);
        Head head = heads.of(app);
        if (!isHere(keys, id, head)) {
            Instant now = clock.instant();
            Instant received = AppKeys.received(staging)
                    .filter(time -> isBelievable(time, now))
                    .orElse(now);
            store.putStaged(keys, id, segment(id, upload, Origin.UNKNOWN, received, staging), head.deleted(), body);
        }
        return id;
    }

    /**
     * Makes the segment of an upload anew.
     *
     * @param group what it counted as; null when that is not known
     * @param first the first day that still counts
     * @return whether it counts
     */
    boolean rebuild(AppKeys keys, byte[] body, Instant received, @Nullable Group group, LocalDate first) {
        String id = Sha256.of(body);
        Segment segment = segment(id, gate.check(body), Origin.UNKNOWN, received, "");
        Segment rebuilt = group == null ? segment : segment.in(group);
        if (rebuilt.facts().group().day().isBefore(first)) {
            return false;
        }
        store.putSegment(keys, id, rebuilt, heads.of(keys.app()).deleted());
        return true;
    }

    /** What is staged is dealt with within days; another time is no time, or in another unit. */
    private static boolean isBelievable(Instant time, Instant now) {
        return !time.isAfter(now) && time.plus(STAGED_FOR).isAfter(now);
    }

    /** Sets aside what was stored and is of no use. */
    void quarantine(AppName app, String staging, byte[] body, PgoException reason) {
        String id = Sha256.of(body);
        store.quarantine(new AppKeys(app), id, staging, body, String.valueOf(reason.getMessage()));
        listener.quarantined(app, id, String.valueOf(reason.getMessage()));
        announcer.announce(Announcer.Type.REJECTED, app, new UploadKeys(staging, id), 0);
    }

    /** Sets aside an upload that cannot be added to the others. */
    void quarantine(AppName app, String id) {
        String reason = "the weights of the app would add up to more than can be calculated with";
        store.quarantine(new AppKeys(app), id, reason);
        listener.quarantined(app, id, reason);
        announcer.announce(Announcer.Type.REJECTED, app, new UploadKeys("", id), 0);
    }

    private static Segment segment(String id, CheckedUpload upload, Origin context, Instant received, String staging) {
        Instant taken = ReceiveTime.of(received, upload.timeNanos());
        Group group = new Group(LocalDate.ofInstant(taken, ZoneOffset.UTC), context.version(), context.workload());
        Segment.Facts facts = new Segment.Facts(
                group,
                0,
                upload.samples(),
                upload.edges().total(),
                ChronoUnit.NANOS.between(Instant.EPOCH, received),
                staging,
                upload.flags(),
                Evidence.of(context.instance(), taken, received, upload.taken()));
        return Segment.of(facts, List.of(id), upload.edges());
    }
}
