package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.intake.Origin;
import dev.hone.profile.Merger;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another program's worker merges into {@code default.pgo} counts once, whenever we die and whenever it merges. */
class ForeignTest {
    private static final Gate GATE = new Gate(ProfileLimits.defaults(), 1);
    private static final byte[] OURS = Samples.profile(1, 500);
    private static final byte[] FIRST = Samples.profile(2, 300);
    private static final byte[] SECOND = Samples.profile(3, 200);
    private static final byte[] THIRD = Samples.profile(4, 150);

    private final Fixture.ManualClock clock = new Fixture.ManualClock();

    @Test
    void merges_areCountedOnce_whereverWeDie() {
        for (boolean done : List.of(true, false)) {
            BlobStore whole = MemoryBlobStore.create(clock);
            MortalBlobStore immortal = new MortalBlobStore(whole, Integer.MAX_VALUE, done);
            live(immortal, new Worker(whole));
            for (int call = 1; call <= immortal.calls(); call++) {
                try {
                    dieAt(call, done);
                } catch (AssertionError e) {
                    throw new AssertionError("death at call " + call + (done ? ", done" : ""), e);
                }
            }
        }
    }

    private void dieAt(int call, boolean done) {
        BlobStore store = MemoryBlobStore.create(clock);
        Worker worker = new Worker(store);
        try {
            live(new MortalBlobStore(store, call, done), worker);
        } catch (MortalBlobStore.Death e) {
            // The other program does not notice, and merges onto what it finds.
            worker.mergeAll(FIRST, SECOND, THIRD);
        }
        Fixture next = Fixture.over(store, clock);
        next.upload(OURS);
        next.sweep();
        next.sweep();
        assertCounted(store, OURS, FIRST, SECOND, THIRD);
    }

    /** The other program merges onto our profile, onto its own result, and onto our next profile. */
    private void live(BlobStore store, Worker worker) {
        Fixture process = Fixture.over(store, clock);
        process.upload(OURS);
        worker.mergeAll(FIRST);
        process.sweep();
        worker.mergeAll(SECOND);
        process.sweep();
        process.stage.publish(WEB, true, "tester");
        worker.mergeAll(THIRD);
        process.sweep();
    }

    @Test
    void merge_justBeforeWePutOurNextProfile_isCountedOnce() {
        BlobStore store = MemoryBlobStore.create(clock);
        Worker worker = new Worker(store);
        HookedStore hooked = new HookedStore(store);
        Fixture process = Fixture.over(hooked, clock);
        process.upload(OURS);
        worker.mergeAll(FIRST);
        hooked.beforeFirst("default.pgo", () -> worker.mergeAll(SECOND));
        process.sweep();
        process.stage.publish(WEB, true, "tester");
        process.sweep();
        process.sweep();

        assertThat(hooked.struck()).isTrue();
        assertCounted(store, OURS, FIRST, SECOND);
        assertThat(process.names("web/hone/foreign")).hasSizeLessThan(2);
    }

    @Test
    void uploadsOfOurs_thatItMergedToo_areCountedOnce_alsoWhenTheyWereCompacted() {
        BlobStore store = MemoryBlobStore.create(clock);
        Worker worker = new Worker(store);
        Fixture process = Fixture.over(store, clock);
        process.upload(OURS);
        List<byte[]> all = new ArrayList<>(List.of(OURS));
        for (int i = 10; i < 10 + CompactionPlan.FAN_IN; i++) {
            all.add(Samples.profile(i, 40));
            UploadReceipt receipt = process.stage.accept(WEB, all.getLast(), Origin.UNKNOWN);
            worker.mergeAll(all.getLast());
            store.delete(BlobKey.of(receipt.key()));
        }
        process.sweep();
        process.sweep();

        assertCounted(store, all.toArray(byte[][]::new));
    }

    @Test
    void uploadOfOurs_thatItMergedBeforeWeLooked_isCountedOnce() {
        BlobStore store = MemoryBlobStore.create(clock);
        Worker worker = new Worker(store);
        Fixture process = Fixture.over(store, clock);
        process.upload(OURS);
        UploadReceipt receipt = process.stage.accept(WEB, FIRST, Origin.UNKNOWN);
        worker.mergeAll(FIRST);
        store.delete(BlobKey.of(receipt.key()));
        clock.turn(Duration.ofSeconds(1));
        process.worker.sweepOnce();
        process.sweep();
        process.sweep();

        assertCounted(store, OURS, FIRST);
    }

    /** Our own generation is then no base that could be told apart; its edges are kept in another file too. */
    @Test
    void merge_ontoAGenerationWhoseProfileIsDamaged_isStillTheDifference() {
        BlobStore store = MemoryBlobStore.create(clock);
        Worker worker = new Worker(store);
        Fixture process = Fixture.over(store, clock);
        process.upload(OURS);
        worker.mergeAll(FIRST);
        store.delete(new AppKeys(WEB).generation(1, "profile.pb.gz"));
        process.sweep();
        process.sweep();

        assertCounted(store, OURS, FIRST);
    }

    @Test
    void deletedApp_forgetsWhatWasMerged() {
        BlobStore store = MemoryBlobStore.create(clock);
        Fixture process = Fixture.over(store, clock);
        process.upload(OURS);
        new Worker(store).mergeAll(FIRST);
        process.sweep();
        process.stage.delete(WEB, "tester");
        process.sweep();
        assertThat(process.names("web/")).containsExactly("web/hone/head.json");

        new Worker(store).mergeAll(FIRST);
        process.sweep();
        assertCounted(store, FIRST);
    }

    /** autopgo's worker: merges each profile once, onto what it finds. */
    private static final class Worker {
        private final BlobStore store;
        private final List<byte[]> merged = new ArrayList<>();

        Worker(BlobStore store) {
            this.store = store;
        }

        void mergeAll(byte[]... profiles) {
            for (byte[] profile : profiles) {
                if (!merged.contains(profile)) {
                    merge(profile);
                }
            }
        }

        private void merge(byte[] profile) {
            merged.add(profile);
            Merger merger = new Merger(ProfileLimits.defaults(), 1);
            merger.add(GATE.read(profile));
            BlobKey key = BlobKey.of("web/default.pgo");
            store.get(key).ifPresent(blob -> merger.add(GATE.read(blob.bytes(1 << 26))));
            store.put(key, Content.of(Pprof.write(merger.result())), PutOptions.REPLACE);
        }
    }

    private void assertCounted(BlobStore store, byte[]... profiles) {
        Parts parts = Fixture.over(store, clock).stage.parts();
        EdgeSum counted = new EdgeSum(1);
        for (SegmentEntry entry : parts.heads().of(WEB).segments()) {
            counted.add(parts.segments()
                    .find(new AppKeys(WEB), entry.id())
                    .orElseThrow()
                    .edges());
        }
        EdgeSum expected = new EdgeSum(2);
        for (byte[] profile : profiles) {
            expected.add(GATE.check(profile).edges());
        }
        EdgeMap sum = counted.toMap();
        assertThat(sum.total()).isEqualTo(expected.toMap().total());
        assertThat(sum).isEqualTo(expected.toMap());
    }
}
