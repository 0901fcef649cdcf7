package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.intake.Origin;
import dev.hone.kit.Together;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts when an app is deleted while uploads come. */
class DeletionTest {
    private static final byte[] OLD = Samples.profile(1, 50);
    private static final byte[] NEW = Samples.profile(2, 70);

    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);
    private final Fixture fixture = Fixture.over(store, clock);

    @Test
    void upload_ofTheSameBytes_rightAfterTheDeletion_counts() {
        fixture.upload(OLD);
        fixture.stage.delete(WEB, "tester");

        assertThat(accept(fixture, OLD).duplicate()).isFalse();
        fixture.sweep();

        assertCounted(OLD);
    }

    @Test
    void upload_ofTheSameBytes_countsAlsoWithAWorkerThatRemembersTheOldOne() {
        Fixture other = Fixture.over(store, clock);
        fixture.upload(OLD);
        other.sweep();
        fixture.stage.delete(WEB, "tester");
        accept(fixture, OLD);
        other.sweep();

        assertCounted(OLD);
    }

    @Test
    void upload_fromBefore_thatIsFoldedLate_staysOut() {
        accept(fixture, OLD);
        fixture.upload(NEW);
        fixture.stage.delete(WEB, "tester");
        fixture.sweep();
        fixture.sweep();

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isZero();
        assertThat(fixture.names("web/")).containsExactly("web/hone/head.json");
    }

    @ParameterizedTest
    @ValueSource(longs = {-24, 24})
    void deletion_byAServerWhoseClockIsADayOff_isBetweenBeforeAndAfter(long hours) {
        Fixture.ManualClock off = new Fixture.ManualClock();
        off.turn(Duration.ofHours(hours));
        fixture.upload(OLD);
        assertThat(Fixture.over(store, off).stage.delete(WEB, "tester")).isTrue();
        accept(fixture, NEW);
        fixture.sweep();
        fixture.sweep();

        assertCounted(NEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {-24, 24})
    void storeWhoseClockIsADayOff_losesNothingThatCameAfter(long hours) {
        Fixture.ManualClock off = new Fixture.ManualClock();
        off.turn(Duration.ofHours(hours));
        BlobStore skewed = MemoryBlobStore.create(off);
        Fixture there = Fixture.over(skewed, clock);
        there.upload(OLD);
        there.stage.delete(WEB, "tester");
        assertThat(accept(there, OLD).duplicate()).isFalse();
        accept(there, NEW);
        there.sweep();
        there.sweep();

        Books books = new Books();
        books.acknowledge(accept(there, books.send(OLD)));
        books.acknowledge(accept(there, books.send(NEW)));
        there.sweep();
        books.balance(skewed);
        Books.readable(skewed);
        Books.settled(skewed);
        assertThat(there.names("web/hone/uploads/")).hasSize(2);
    }

    @Test
    void eventOfOurDeletion_thatComesLate_takesNothingThatCameAfter() throws InterruptedException {
        fixture.upload(OLD);
        fixture.stage.delete(WEB, "tester");
        clock.turn(Duration.ofSeconds(-5));
        for (int i = 10; i < 20; i++) {
            accept(fixture, Samples.profile(i, 50));
        }
        fixture.sweep();
        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(10);

        Thread receiving = Thread.ofVirtual().start(fixture.worker::receive);
        clock.turn(Duration.ofSeconds(10));
        assertThat(receiving.join(Duration.ofSeconds(3))).isFalse();
        fixture.worker.close();

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(10);
    }

    @Test
    void deletionWhileAGenerationIsWritten_isNotUndoneByIt() {
        HookedStore hooked = new HookedStore(store);
        Fixture publishing = Fixture.over(hooked, clock);
        accept(publishing, OLD);
        hooked.beforeFirst("manifest", () -> fixture.stage.delete(WEB, "tester"));
        publishing.sweep();

        assertThat(hooked.struck()).isTrue();
        assertThat(fixture.stage.generations(WEB)).isEmpty();
    }

    @Test
    void uploadsAndDeletions_allAtOnce_endWithWhatCameAfterTheLast() {
        Together.run(8, number -> {
            Fixture process = Fixture.over(store, clock);
            for (int i = 0; i < 6; i++) {
                accept(process, Samples.profile(i, 50));
                process.worker.sweepOnce();
                if (number == 0) {
                    process.stage.delete(WEB, "tester");
                }
                process.sweep();
            }
            return number;
        });
        fixture.stage.delete(WEB, "tester");
        Books books = new Books();
        for (int i = 0; i < 6; i++) {
            books.acknowledge(accept(fixture, books.send(Samples.profile(i, 50))));
        }
        fixture.idle();
        books.balance(store);
        Books.settled(store);
    }

    private static UploadReceipt accept(Fixture process, byte[] profile) {
        return process.stage.accept(WEB, profile, Origin.UNKNOWN);
    }

    private void assertCounted(byte[] profile) {
        List<SegmentEntry> segments =
                Fixture.over(store, clock).stage.parts().heads().of(WEB).segments();
        assertThat(segments).extracting(SegmentEntry::id).containsExactly(Sha256.of(profile));
        assertThat(store.head(BlobKey.of("web/hone/segments/" + Sha256.of(profile))))
                .isPresent();
    }
}
