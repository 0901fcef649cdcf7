package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.intake.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Segments that are damaged or gone cost nothing but work: the profiles are there as they were received. */
class RepairTest {
    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);
    private final Books books = new Books();

    @Test
    void compactedSegment_thatIsDamaged_isSetAside_andItsUploadsCountAgain() {
        folded(10);
        damage(compacted());
        afterRepair();

        Fixture fixture = Fixture.over(store, clock);
        List<Decision> decisions = fixture.stage.parts().heads().of(WEB).decisions();
        assertThat(decisions).anySatisfy(decision -> {
            assertThat(decision.action()).isEqualTo("repair");
            assertThat(decision.reasons().getFirst()).contains("1 segments of 10 uploads", "10 uploads are counted");
        });
        assertThat(fixture.names("web/hone/quarantine/")).hasSize(2).allMatch(name -> name.contains("segment-"));
    }

    @Test
    void compactedSegments_ofSeveralGroups_thatAreDamaged_keepWhatWasSaidOfTheirUploads() {
        Fixture fixture = Fixture.over(store, clock);
        for (int i = 0; i < 24; i++) {
            Origin context =
                    i < 8 ? Origin.UNKNOWN : new Origin(" v" + i % 2, "", "", i % 2 == 0 ? "checkout, batch" : "");
            books.acknowledge(fixture.stage.accept(WEB, books.send(Samples.profile(i, 40)), context));
        }
        fixture.sweep();
        List<SegmentEntry> before = fixture.stage.parts().heads().of(WEB).segments();
        assertThat(before).hasSize(3).allMatch(entry -> entry.level() == 1);
        clock.turn(Duration.ofDays(1));
        before.forEach(entry -> damage("web/hone/segments/" + entry.id()));
        afterRepair();

        assertThat(Fixture.over(store, clock).stage.parts().heads().of(WEB).segments())
                .extracting(SegmentEntry::group, SegmentEntry::uploads)
                .containsExactlyInAnyOrderElementsOf(before.stream()
                        .map(entry -> tuple(entry.group(), entry.uploads()))
                        .toList());
    }

    @Test
    void compactedSegment_thatIsGone_isMadeUpFor() {
        folded(10);
        store.delete(BlobKey.of(compacted()));
        afterRepair();
    }

    @Test
    void segmentOfOneUpload_thatIsDamaged_isMadeAgain_beforeAndAfterItIsFolded() {
        folded(2);
        String waiting = Sha256.of(books.send(Samples.profile(50, 40)));
        books.acknowledge(Fixture.over(store, clock).stage.accept(WEB, Samples.profile(50, 40), Origin.UNKNOWN));
        damage("web/hone/segments/" + waiting);
        damage("web/hone/segments/" + Sha256.of(Samples.profile(0, 40)));
        afterRepair();
    }

    @Test
    void damagedSegmentWithoutProfile_isSetAside_andTheOthersGoOn() {
        folded(1);
        store.put(BlobKey.of("web/hone/segments/" + "0".repeat(64)), Content.of("no segment"), PutOptions.REPLACE);
        afterRepair();
    }

    @Test
    void uploadWithoutSegment_isFoundWhenAProcessBegins() {
        folded(1);
        byte[] lost = books.send(Samples.profile(50, 40));
        books.acknowledge(Fixture.over(store, clock).stage.accept(WEB, lost, Origin.UNKNOWN));
        store.delete(BlobKey.of("web/hone/segments/" + Sha256.of(lost)));
        Fixture.over(store, clock).names("web/staging/").forEach(name -> store.delete(BlobKey.of(name)));
        afterRepair();
    }

    @Test
    void repair_thatDiesAnywhere_isDoneByTheNext() {
        boolean died = true;
        for (int call = 1; died; call += 2) {
            died = false;
            Fixture.over(store, clock).stage.delete(WEB, "tester");
            clock.turn(Duration.ofMinutes(1));
            folded(9);
            damage(compacted());
            try {
                Fixture.over(new MortalBlobStore(store, call, call % 4 == 1), clock)
                        .sweep();
            } catch (MortalBlobStore.Death e) {
                died = true;
            }
            afterRepair();
        }
    }

    private void folded(int count) {
        Fixture fixture = Fixture.over(store, clock);
        for (int i = 0; i < count; i++) {
            books.acknowledge(fixture.stage.accept(WEB, books.send(Samples.profile(i, 40)), Origin.UNKNOWN));
        }
        fixture.sweep();
        books.balance(store);
    }

    private String compacted() {
        List<SegmentEntry> entries =
                Fixture.over(store, clock).stage.parts().heads().of(WEB).segments();
        return "web/hone/segments/"
                + entries.stream()
                        .filter(entry -> entry.level() > 0)
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    private void damage(String key) {
        byte[] bytes = store.get(BlobKey.of(key)).orElseThrow().bytes(1 << 20);
        bytes[bytes.length / 2] ^= 1;
        store.put(BlobKey.of(key), Content.of(bytes), PutOptions.REPLACE);
    }

    private void afterRepair() {
        Fixture next = Fixture.over(store, clock);
        next.idle();
        books.balance(store);
        Books.readable(store);
        Books.settled(store);
    }
}
