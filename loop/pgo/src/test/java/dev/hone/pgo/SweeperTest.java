package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.intake.Origin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the sweeper finds what no event told of, and what it removes when clocks jump. */
class SweeperTest {
    private static final byte[] PROFILE = Samples.profile(1, 500);

    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);
    private final Fixture fixture = Fixture.over(store, clock);

    @Test
    void upload_whoseEventWasLostBeforeTheWorkerBegan_isFoundByItsFirstLook() {
        fixture.stage.accept(WEB, PROFILE, Origin.UNKNOWN);
        fixture.worker.sweepOnce();

        assertThat(fixture.stage.generations(WEB)).hasSize(1);
    }

    @Test
    void upload_whoseEventWasLostLater_isFoundWithinFortySeconds() {
        fixture.upload(PROFILE);
        clock.turn(Duration.ofSeconds(1));
        fixture.stage.accept(WEB, Samples.profile(2, 500), Origin.UNKNOWN);
        for (int look = 0; look < 2; look++) {
            clock.turn(Duration.ofSeconds(20));
            fixture.worker.sweepOnce();
        }

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(2);
    }

    /** What a process is about to name, as a compacted segment or a generation, looks like what is left over. */
    @ParameterizedTest
    @ValueSource(longs = {15, 24 * 60, -15, -24 * 60})
    void clockThatJumps_removesNothingThatIsAboutToBeNamed_andNothingThatWaits(long minutes) {
        fixture.upload(PROFILE);
        String unnamed = "web/hone/generations/7/manifest.json";
        store.put(BlobKey.of(unnamed), Content.of("{}"), PutOptions.REPLACE);
        Segment segment = segment(PROFILE);
        fixture.stage
                .parts()
                .segments()
                .put(
                        new AppKeys(WEB),
                        segment.in(new Group(segment.facts().group().day(), "v", "")));
        int segments = fixture.names("web/hone/segments/").size();
        fixture.worker.sweepOnce();
        fixture.stage.accept(WEB, Samples.profile(2, 500), Origin.UNKNOWN);
        for (int jump = 0; jump < 3; jump++) {
            clock.turn(Duration.ofMinutes(minutes + 1));
            fixture.worker.sweepOnce();
            clock.turn(Duration.ofMinutes(-minutes));
            fixture.worker.sweepOnce();
        }

        assertThat(fixture.names(unnamed)).hasSize(1);
        assertThat(fixture.names("web/hone/segments/")).hasSize(segments + 1);
        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(2);
        assertThat(fixture.names("web/hone/uploads/")).hasSize(2);
    }

    @Test
    void leftOver_isRemovedAfterAQuarterOfAnHour_alsoWhenTheClockJumpedBack() {
        fixture.upload(PROFILE);
        store.put(BlobKey.of("web/hone/generations/7/manifest.json"), Content.of("{}"), PutOptions.REPLACE);
        fixture.worker.sweepOnce();
        clock.turn(Duration.ofDays(-1));
        fixture.idle();

        assertThat(fixture.names("web/hone/generations/7/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 24 * 60, -15, -24 * 60})
    void deletion_staysInForce_whenTheClockJumps(long minutes) {
        fixture.upload(PROFILE);
        byte[] late = store.get(BlobKey.of("web/hone/uploads/" + Sha256.of(PROFILE)))
                .orElseThrow()
                .bytes(1 << 20);
        Segment segment = segment(PROFILE);
        fixture.stage.delete(WEB, "tester");
        clock.turn(Duration.ofMinutes(minutes));
        fixture.idle();
        // What a server stored before the deletion, and another store or a slow request brings only now.
        fixture.stage.parts().segments().replace(new AppKeys(WEB), Sha256.of(PROFILE), segment);
        store.put(BlobKey.of("web/hone/uploads/" + Sha256.of(PROFILE)), Content.of(late), PutOptions.REPLACE);
        fixture.idle();

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isZero();
        assertThat(fixture.stage.generations(WEB)).isEmpty();
    }

    private Segment segment(byte[] profile) {
        return fixture.stage
                .parts()
                .segments()
                .find(new AppKeys(WEB), Sha256.of(profile))
                .orElseThrow();
    }
}
