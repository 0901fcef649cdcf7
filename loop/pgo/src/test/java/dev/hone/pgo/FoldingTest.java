package dev.hone.pgo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.intake.Origin;
import dev.hone.kit.Together;
import dev.hone.profile.ProfileLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final AppName WEB = AppName.of("web");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    private static final Gate GATE = new Gate(ProfileLimits.defaults(), 1);

    private final BlobStore store = MemoryBlobStore.create(CLOCK);

    @Test
    void upload_foldedOften_countsOnce() {
        Worker worker = new Worker(store, 1);
        String id = worker.upload(Samples.profile(1, 100)).id();

        assertThat(worker.foldOnly(List.of(id)).folded()).containsExactly(id);
        assertThat(worker.foldOnly(List.of(id, id)).folded()).isEmpty();
        assertThat(worker.head().segments()).hasSize(1);
    }

    @Test
    void sameProfile_sentAgain_changesNothing_alsoWhenCompacted() {
        Worker worker = new Worker(store, 1);
        List<String> ids = upload(worker, 64);
        ids.forEach(id -> worker.fold(List.of(id)));
        Head before = worker.head();
        assertThat(before.segments()).hasSize(1);

        for (int i = 0; i < 64; i++) {
            UploadReceipt again = worker.upload(Samples.profile(i, 50));
            assertThat(again.duplicate()).isTrue();
            worker.fold(List.of(again.id()));
        }

        assertThat(worker.head()).isEqualTo(before);
    }

    /** Its profile was removed, as there was no more room for it; whoever sends it now says something else of it. */
    @Test
    void sameProfile_ofAnotherVersionAndDay_countsOnce_alsoWhenOnlyACompactedSegmentKnowsIt() {
        Worker worker = new Worker(store, 1);
        List<String> ids = upload(worker, 8);
        worker.fold(ids);
        Head before = worker.head();
        assertThat(before.segments()).extracting(SegmentEntry::level).containsExactly(1);
        ids.forEach(id -> store.delete(new AppKeys(WEB).upload(id)));

        Worker later = new Worker(store, 2, InstantSource.fixed(NOON.plus(Duration.ofDays(2))));
        for (int i = 0; i < 8; i++) {
            later.upload(Samples.profile(i, 50), new Origin("v2", "", "", "batch"));
        }
        later.fold(ids);

        assertThat(later.head().segments().stream()
                        .mapToInt(SegmentEntry::uploads)
                        .sum())
                .isEqualTo(8);
    }

    @Test
    void event_deliveredAgainAfterCrash_withItsSegmentStillThere_countsOnce() {
        Worker worker = new Worker(store, 1);
        List<String> ids = upload(worker, 9);
        byte[] segment = store.get(new AppKeys(WEB).segment(ids.getFirst()))
                .orElseThrow()
                .bytes(1 << 20);
        worker.fold(ids);
        // A worker that died between the swap and the deletion leaves this.
        store.put(new AppKeys(WEB).segment(ids.getFirst()), Content.of(segment), PutOptions.REPLACE);

        assertThat(new Worker(store, 2).foldOnly(ids).folded()).isEmpty();
    }

    @Test
    void tenWorkers_withEveryEventTwice_sumIsThatOfOne() {
        List<String> ids = upload(new Worker(store, 0), 300);

        Together.run(10, number -> {
            Worker worker = new Worker(store, number + 1);
            List<String> mine = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                if (i % 10 == number || i % 10 == (number + 1) % 10) {
                    mine.add(ids.get(i));
                }
            }
            Collections.shuffle(mine, new Random(number));
            for (int i = 0; i < mine.size(); i += 5) {
                worker.fold(mine.subList(i, Math.min(mine.size(), i + 5)));
            }
            return number;
        });

        Worker fresh = new Worker(store, 99);
        assertThat(fresh.sum()).isEqualTo(expected(300));
        assertThat(fresh.head().segments()).hasSizeLessThan(8 * 4);
        Set<String> all = new HashSet<>();
        fresh.head()
                .segments()
                .forEach(entry -> fresh.segment(entry)
                        .uploads()
                        .forEach(id -> assertThat(all.add(id)).isTrue()));
        assertThat(all).isEqualTo(new HashSet<>(ids));
    }

    @Test
    void folded_leavesNothingBehind_butProfilesAndFewSegments() {
        Worker worker = new Worker(store, 1);
        worker.fold(upload(worker, 100));

        assertThat(names("web/staging/")).isEmpty();
        assertThat(names("web/hone/uploads/")).hasSize(100);
        assertThat(names("web/hone/segments/")).hasSameSizeAs(worker.head().segments());
    }

    @Test
    void upload_receivedBeforeTheAppWasDeleted_doesNotCount() {
        Worker worker = new Worker(store, 1);
        List<String> early = upload(worker, 1);
        worker.parts().heads().change(WEB, head -> head.deletedAt(NOON.plusSeconds(1), "tester"));

        assertThat(worker.foldOnly(early).folded()).isEmpty();
        assertThat(worker.head().segments()).isEmpty();
    }

    private List<String> names(String prefix) {
        return store.stream(Listing.of(prefix)).map(Entry::name).toList();
    }

    private static List<String> upload(Worker worker, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(worker.upload(Samples.profile(i, 50)).id());
        }
        return ids;
    }

    private static EdgeMap expected(int count) {
        EdgeSum sum = new EdgeSum(3);
        for (int i = 0; i < count; i++) {
            sum.add(GATE.check(Samples.profile(i, 50)).edges());
        }
        return sum.toMap();
    }

    /** What a process of its own has. */
    private record Worker(Parts parts) {
        Worker(BlobStore store, long seed) {
            this(store, seed, CLOCK);
        }

        Worker(BlobStore store, long seed, InstantSource clock) {
            this(Parts.of(
                    store,
                    new PgoSettings(ProfileLimits.defaults(), 1 << 20, true, "hone test"),
                    new PgoSurroundings(
                            clock,
                            Sleeper.REAL,
                            new Random(seed),
                            Thread.ofVirtual().factory(),
                            PgoListener.NONE),
                    Announcer.NOBODY));
        }

        Folding.Outcome foldOnly(List<String> ids) {
            return parts.folding().fold(WEB, ids);
        }

        void fold(List<String> ids) {
            parts.compaction().run(WEB, foldOnly(ids).head());
        }

        Head head() {
            return parts.heads().of(WEB);
        }

        Segment segment(SegmentEntry entry) {
            return parts.segments().find(new AppKeys(WEB), entry.id()).orElseThrow();
        }

        UploadReceipt upload(byte[] body) {
            return upload(body, Origin.UNKNOWN);
        }

        UploadReceipt upload(byte[] body, Origin context) {
            return parts.uploads().accept(WEB, body, context, Accepted.ANY);
        }

        EdgeMap sum() {
            EdgeSum sum = new EdgeSum(5);
            head().segments().forEach(entry -> sum.add(segment(entry).edges()));
            return sum.toMap();
        }
    }
}
