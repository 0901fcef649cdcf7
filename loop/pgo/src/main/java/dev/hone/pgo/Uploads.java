package dev.hone.pgo;

import dev.hone.base.TaskScope;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Takes in profiles: checks one, stores it, and says so. What was accepted is never lost. */
/*
 * Three blobs are written: the segment and the staging blob side by side, and then, when both are there, the profile as it
 * was received. That it is there says that the upload is complete and was acknowledged or will be: a retry finds it and
 * changes nothing. A crash before leaves a segment without profile, which a retry completes and the sweeper removes. The
 * segment is stored if absent, so the first one fixes the day and the words under which the upload counts for good.
 */
final class Uploads {
    private final BlobStore store;
    private final SegmentStore segments;
    private final Gate gate;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Receipts receipts;
    private final ThreadFactory threads;

    Uploads(
            BlobStore store,
            SegmentStore segments,
            Gate gate,
            Announcer announcer,
            InstantSource clock,
            ThreadFactory threads) {
        this.store = store;
        this.segments = segments;
        this.gate = gate;
        this.announcer = announcer;
        this.clock = clock;
        this.receipts = new Receipts(clock);
        this.threads = threads;
    }

    /**
     * Takes in a profile, or finds that it was taken in before.
     *
     * @param body as it was received
     * @throws PgoException when it is refused
     */
    UploadReceipt accept(AppName app, byte[] body, UploadContext context) {
        AppKeys keys = new AppKeys(app);
        String id = Sha256.of(body);
        CheckedUpload upload = gate.check(body);
        if (store.head(keys.upload(id)).isPresent()) {
            return receipt(keys, id, upload, true);
        }
        Instant received = receipts.next();
        String staging = keys.staging(received).value();
        Segment segment = segment(id, upload, context, received, staging);
        Segment stored = storeWith(keys, id, segment, body);
        announcer.announce(
                Announcer.Type.UPLOADED, app, new UploadKeys(stored.facts().staging(), id), 0);
        return new UploadReceipt(stored.facts().staging(), id, upload.samples(), upload.flags(), false);
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
        if (store.head(keys.upload(id)).isEmpty()) {
            Instant received = AppKeys.received(staging)
                    .filter(time -> !time.isAfter(clock.instant()))
                    .orElseGet(clock::instant);
            segments.putFirst(keys, id, segment(id, upload, UploadContext.NONE, received, staging));
            store.put(keys.upload(id), Content.of(body), PutOptions.REPLACE);
        }
        return id;
    }

    private static Segment segment(
            String id, CheckedUpload upload, UploadContext context, Instant received, String staging) {
        Group group = new Group(ReceiveDay.of(received, upload.timeNanos()), context.version(), context.workload());
        long weight = upload.edges().total();
        Segment.Facts facts = new Segment.Facts(
                group,
                0,
                upload.samples(),
                weight,
                ChronoUnit.NANOS.between(Instant.EPOCH, received),
                staging,
                upload.flags());
        return Segment.of(facts, List.of(id), upload.edges());
    }

    private Segment storeWith(AppKeys keys, String id, Segment segment, byte[] body) {
        Segment stored;
        try (TaskScope scope = new TaskScope(threads)) {
            TaskScope.Fork<Segment> first = scope.fork(() -> segments.putFirst(keys, id, segment));
            scope.fork(() -> stage(segment.facts().staging(), body));
            scope.join();
            stored = first.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgoException(PgoError.INTERRUPTED, "storing an upload was interrupted", e);
        }
        if (!stored.facts().staging().equals(segment.facts().staging())) {
            // A twin of this request was first, or one that broke off before us: its staging blob is the one that
            // counts.
            stage(stored.facts().staging(), body);
            store.delete(BlobKey.of(segment.facts().staging()));
        }
        store.put(keys.upload(id), Content.of(body), PutOptions.REPLACE);
        return stored;
    }

    private Boolean stage(String key, byte[] body) {
        store.put(BlobKey.of(key), Content.of(body), PutOptions.REPLACE);
        return true;
    }

    private UploadReceipt receipt(AppKeys keys, String id, CheckedUpload upload, boolean duplicate) {
        String staging = segments.find(keys, id)
                .map(segment -> segment.facts().staging())
                .orElseGet(() -> keys.staging(clock.instant()).value());
        return new UploadReceipt(staging, id, upload.samples(), upload.flags(), duplicate);
    }
}
