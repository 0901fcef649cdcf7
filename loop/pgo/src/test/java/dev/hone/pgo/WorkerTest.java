package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.intake.Origin;
import dev.hone.profile.Merger;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final Fixture fixture = Fixture.over(MemoryBlobStore.create(clock), clock);

    @Test
    void firstUpload_isPublished_asSoonAsItIsFolded() throws IOException {
        fixture.upload(Samples.profile(1, 500));

        Artifact artifact =
                fixture.stage.find(WEB, Selection.stable(), Form.CANONICAL).orElseThrow();
        byte[] bytes = artifact.body().readAllBytes();
        assertThat(artifact.generation()).isEqualTo(1);
        assertThat(artifact.digest()).isEqualTo(Sha256.of(bytes));
        assertThat(fixture.read("web/default.pgo")).isEqualTo(bytes);
        assertThat(fixture.stage.generations(WEB).getFirst().flags()).contains(GenerationEntry.WEAK);
    }

    @Test
    void event_makesItPrompt_withoutTheSweeper() throws InterruptedException {
        Thread receiving = Thread.ofVirtual().start(fixture.worker::receive);
        fixture.stage.accept(WEB, Samples.profile(1, 500), Origin.UNKNOWN);

        assertThat(fixture.published.await(4, TimeUnit.MINUTES)).isTrue();
        fixture.worker.close();
        assertThat(receiving.join(Duration.ofMinutes(4))).isTrue();
        assertThat(fixture.names("web/staging/")).isEmpty();
    }

    @Test
    void settle_countsWhatWasJustReceived_andPublishes() {
        fixture.stage.accept(WEB, Samples.profile(1, 500), Origin.UNKNOWN);
        fixture.stage.accept(WEB, Samples.profile(2, 500), Origin.UNKNOWN);
        fixture.worker.settle(WEB);

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(2);
        assertThat(fixture.stage.find(WEB, Selection.stable(), Form.CANONICAL)).isPresent();
        assertThat(fixture.names("web/staging/")).isEmpty();
    }

    @Test
    void settle_withNothingReceived_storesNothing() {
        fixture.worker.settle(WEB);

        assertThat(fixture.names("")).isEmpty();
    }

    @Test
    void staged_byAnotherProgramsServer_isTakenIn() {
        byte[] profile = Samples.profile(3, 500);
        fixture.store.put(BlobKey.of("web/staging/1772625600000000000"), Content.of(profile), PutOptions.REPLACE);
        fixture.sweep();

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(1);
        assertThat(fixture.names("web/staging/")).isEmpty();
        assertThat(fixture.read("web/hone/uploads/" + Sha256.of(profile))).isEqualTo(profile);
    }

    @Test
    void staged_byAnotherProgramsServer_andOfNoUse_isSetAside_andTheWorkerLivesOn() {
        fixture.store.put(BlobKey.of("web/staging/1"), Content.of("no profile"), PutOptions.REPLACE);
        fixture.store.put(BlobKey.of("web/staging/2"), Content.of(Samples.profile(3, 500)), PutOptions.REPLACE);
        fixture.sweep();

        assertThat(fixture.names("web/staging/")).isEmpty();
        assertThat(fixture.names("web/hone/quarantine/")).hasSize(2);
        assertThat(fixture.stage.generations(WEB)).hasSize(1);
    }

    @Test
    void defaultPgo_thatAnotherProgramMerged_isTakenIn_asTheDifference() {
        fixture.upload(Samples.profile(1, 500));
        byte[] ours = fixture.read("web/default.pgo");
        byte[] other = Samples.profile(2, 300);
        Merger merger = new Merger(ProfileLimits.defaults(), 1);
        Gate gate = new Gate(ProfileLimits.defaults(), 1);
        merger.add(gate.read(other));
        merger.add(gate.read(ours));
        fixture.store.put(BlobKey.of("web/default.pgo"), Content.of(Pprof.write(merger.result())), PutOptions.REPLACE);
        fixture.sweep();
        fixture.sweep();

        AppStatus status = fixture.stage.status(WEB).orElseThrow();
        assertThat(status.segments()).isEqualTo(2);
        SegmentEntry foreign = parts().heads().of(WEB).segments().getLast();
        Segment segment =
                parts().segments().find(new AppKeys(WEB), foreign.id()).orElseThrow();
        assertThat(segment.edges().map()).isEqualTo(gate.check(other).edges());
    }

    @Test
    void bucket_thatAnotherProgramUsed_isTakenOver() {
        fixture.store.put(BlobKey.of("web/default.pgo"), Content.of(Samples.profile(2, 4_000)), PutOptions.REPLACE);
        fixture.sweep();

        assertThat(fixture.stage.generations(WEB)).hasSize(1);
        assertThat(parts().heads().of(WEB).segments().getFirst().weight()).isEqualTo(4_000);
    }

    @Test
    void delete_takesEverything_andNumbersGoOn() {
        fixture.upload(Samples.profile(1, 500));
        assertThat(fixture.stage.delete(WEB, "tester")).isTrue();
        assertThat(fixture.stage.find(WEB, Selection.stable(), Form.CANONICAL).map(Artifact::generation))
                .isNotEqualTo(Optional.of(1));
        fixture.sweep();

        assertThat(fixture.names("web/")).containsExactly("web/hone/head.json");
        assertThat(fixture.stage.published()).isEmpty();

        fixture.upload(Samples.profile(1, 500));
        assertThat(fixture.stage.generations(WEB).getFirst().number()).isEqualTo(2);
    }

    @Test
    void uploadWithoutProfile_whichACrashLeft_isRemoved_andARetryCounts() {
        byte[] profile = Samples.profile(1, 500);
        fixture.stage.accept(WEB, profile, Origin.UNKNOWN);
        String id = Sha256.of(profile);
        fixture.store.delete(new AppKeys(WEB).upload(id));
        fixture.names("web/staging/").forEach(name -> fixture.store.delete(BlobKey.of(name)));
        for (int i = 0; i < 40; i++) {
            fixture.sweep();
        }
        assertThat(fixture.names("web/hone/segments/")).isEmpty();

        fixture.upload(profile);
        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(1);
    }

    @Test
    void profiles_ofMoreThanThereIsRoomFor_goOldestFirst_andStillCount() {
        fixture.stage.policies().change(WEB, "{\"uploadBytes\": \"12KiB\"}", "tester");
        for (int day = 0; day < 10; day++) {
            fixture.upload(Samples.profile(day, 500));
            clock.turn(Duration.ofDays(1));
        }
        fixture.sweep();

        List<String> left = fixture.names("web/hone/uploads/");
        assertThat(left).hasSizeBetween(1, 5).contains("web/hone/uploads/" + Sha256.of(Samples.profile(9, 500)));
        assertThat(left).doesNotContain("web/hone/uploads/" + Sha256.of(Samples.profile(0, 500)));
        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(10);
    }

    @Test
    void uploads_olderThanTheWindow_noLongerCount_andAreRemoved() {
        fixture.upload(Samples.profile(1, 500));
        clock.turn(Duration.ofDays(33));
        fixture.upload(Samples.profile(2, 500));
        fixture.sweep();

        assertThat(fixture.stage.status(WEB).orElseThrow().uploads()).isEqualTo(1);
        assertThat(fixture.names("web/hone/uploads/")).hasSize(1);
    }

    private Parts parts() {
        return fixture.stage.parts();
    }
}
