package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.intake.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same bytes sent to several processes, of which none remembers what the others stored. */
class RepeatedUploadTest {
    private static final byte[] PROFILE = Samples.profile(1, 20);
    private static final AppKeys KEYS = new AppKeys(WEB);

    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);

    private UploadReceipt accept(BlobStore through) {
        clock.turn(Duration.ofMillis(1));
        return Fixture.over(through, clock).stage.accept(WEB, PROFILE, Origin.UNKNOWN);
    }

    private long counted() {
        return Fixture.over(store, clock).stage.parts().heads().of(WEB).segments().stream()
                .mapToLong(SegmentEntry::uploads)
                .sum();
    }

    @Test
    void accept_ofWhatWaits_isThatUpload_andLeavesItsBlobsAlone() {
        UploadReceipt first = accept(store);

        UploadReceipt again = accept(store);

        assertThat(again).isEqualTo(new UploadReceipt(first.key(), first.id(), first.samples(), first.flags(), true));
        Fixture process = Fixture.over(store, clock);
        assertThat(process.names("web/staging/")).containsExactly(first.key());
        assertThat(process.names("web/hone/segments/")).hasSize(1);
        process.sweep();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void accept_ofWhatWasCompacted_leavesNothing() {
        Fixture process = Fixture.over(store, clock);
        for (int i = 0; i < 8; i++) {
            process.upload(Samples.profile(i, 20));
        }
        List<String> before = process.names("web/");

        assertThat(accept(store).duplicate()).isTrue();

        assertThat(process.names("web/")).isEqualTo(before);
    }

    @Test
    void accept_ofTwinThatIsWholeBeforeOurSegment_isThatUpload() {
        assertTwins("hone/segments/");
    }

    @Test
    void accept_ofTwinThatIsWholeBeforeOurProfile_isThatUpload() {
        assertTwins("hone/uploads/");
    }

    private void assertTwins(String keyPart) {
        HookedStore slow = new HookedStore(store);
        slow.beforeFirst(keyPart, () -> assertThat(accept(store).duplicate()).isFalse());

        UploadReceipt receipt = accept(slow);

        assertThat(slow.struck()).isTrue();
        assertThat(receipt.duplicate()).isTrue();
        Fixture process = Fixture.over(store, clock);
        assertThat(process.names("web/staging/")).containsExactly(receipt.key());
        process.sweep();
        assertThat(counted()).isEqualTo(1);
        process.idle();
        Books.settled(store);
    }

    @Test
    void accept_ofTwinThatBrokeOffBeforeItsProfile_finishesIt() {
        HookedStore broken = new HookedStore(store);
        broken.beforeFirst("hone/uploads/", () -> {
            throw new IllegalStateException("the process ends");
        });
        try {
            accept(broken);
        } catch (IllegalStateException e) {
            assertThat(broken.struck()).isTrue();
        }

        UploadReceipt receipt = accept(store);

        assertThat(receipt.duplicate()).isFalse();
        Fixture process = Fixture.over(store, clock);
        assertThat(process.names("web/staging/")).containsExactly(receipt.key());
        process.sweep();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void accept_ofWhatWasSetAside_doesNotTakeItInAgain() {
        String id = accept(store).id();
        Fixture process = Fixture.over(store, clock);
        process.stage.parts().uploads().quarantine(WEB, id);

        assertThat(accept(store).duplicate()).isTrue();

        process.sweep();
        assertThat(counted()).isZero();
        assertThat(process.names("web/staging/")).isEmpty();
    }

    /** Such profiles do not say which segment they were stored with. */
    @Test
    void accept_ofWhatAnOlderHoneStored_countsOnce() {
        UploadReceipt first = accept(store);
        store.put(KEYS.upload(first.id()), Content.of(PROFILE), PutOptions.REPLACE);
        Fixture process = Fixture.over(store, clock);
        process.sweep();
        store.delete(KEYS.segment(first.id()));
        process.stage.parts().heads().change(WEB, head -> head.withSegments(List.of(), head.versions()));

        assertThat(accept(store).duplicate()).isTrue();

        process.sweep();
        assertThat(counted()).isEqualTo(1);
        process.idle();
        Books.settled(store);
    }

    @Test
    void accept_whereTheStoreReportsAConflictWithoutABlob_storesTheProfile() {
        HookedStore store409 = new HookedStore(store);
        store409.conflictFirst("hone/uploads/");

        UploadReceipt receipt = accept(store409);

        assertThat(store409.struck()).isTrue();
        assertThat(receipt.duplicate()).isFalse();
        assertThat(store.head(KEYS.upload(receipt.id()))).isPresent();
    }
}
