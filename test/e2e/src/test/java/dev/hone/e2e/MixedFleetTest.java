package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** autopgo's programs and ours work together, whichever of the parts is whose. */
@Tag("server")
class MixedFleetTest {
    private static final String BASE = "web/default.pgo";

    @TempDir
    Path folder;

    private Path theirs;
    private final Path ours = HoneProcess.program();

    @BeforeEach
    void files() throws IOException {
        theirs = Rival.AUTOPGO.program();
        for (String name : List.of("cpu", "cpu-more", "cpu-other")) {
            Files.write(folder.resolve(name + ".pb.gz"), WireBodies.named(name));
        }
    }

    @Test
    void theirClient_withOurServer_doesAllThatItDoes() throws Exception {
        try (ServerProcess up = HoneProcess.up(folder)) {
            holdClient(theirs, HoneProcess.address(up));
        }
    }

    @Test
    void ourClient_withTheirServer_doesAllThatItDoes() throws Exception {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(theirs);
            fleet.worker(theirs);
            holdClient(ours, server);
        }
    }

    /** Upload, list, download, delete and clean, as people type them. */
    private void holdClient(Path client, URI server) throws Exception {
        fine(client, "upload", "-u", server.toString(), "-a", "web", "cpu.pb.gz");
        Patience.until(
                () -> call(client, "download", "-u", server.toString(), "web").exit() == 0);
        assertThat(functions(Files.readAllBytes(folder.resolve("default.pgo")))).contains("main.main", "main.work");
        assertThat(fine(client, "list", "-u", server.toString()).out())
                .containsPattern("NAME +SIZE +LAST MODIFIED\nweb +[0-9]+ +[0-9]+s\n");
        fine(client, "delete", "-u", server.toString(), "web");
        Patience.until(
                () -> !fine(client, "list", "-u", server.toString()).out().contains("web"));
        assertThat(call(client, "download", "-u", server.toString(), "web", "-o", "gone.pgo")
                        .exit())
                .isNotZero();

        fine(client, "upload", "-u", server.toString(), "-a", "web", "cpu-more.pb.gz");
        Patience.until(() -> fine(client, "list", "-u", server.toString()).out().contains("web"));
        assertThat(fine(client, "clean", "-u", server.toString(), "--larger-than", "1")
                        .out())
                .isEqualTo("Deleted profile 'web'\n");
        Patience.until(
                () -> !fine(client, "list", "-u", server.toString()).out().contains("web"));
    }

    @Test
    void theirServer_withOurWorker_isMergedAndDeleted() throws Exception {
        holdFleet(theirs, ours);
    }

    @Test
    void ourServer_withTheirWorker_isMergedAndDeleted() throws Exception {
        holdFleet(ours, theirs);
    }

    private void holdFleet(Path serving, Path working) throws Exception {
        try (Fleet fleet = Fleet.start(folder)) {
            URI worker = fleet.worker(working);
            URI server = fleet.server(serving);
            for (String profile : List.of("cpu", "cpu-other", "cpu-more")) {
                fine(theirs, "upload", "-u", server.toString(), "-a", "web", profile + ".pb.gz");
            }
            Patience.until(() -> fleet.bucket().keys().stream().noneMatch(key -> key.startsWith("web/staging/")));
            if (working.equals(ours)) {
                publish(fleet);
            }
            Patience.until(() -> functions(fleet.bucket(), BASE).contains("main.other"));
            assertThat(functions(fleet.bucket(), BASE)).contains("main.main", "main.work");
            WireReplay.replay(WireExchange.story("autopgo/worker").getFirst(), worker);

            fine(theirs, "delete", "-u", server.toString(), "web");
            Patience.until(() -> !fleet.bucket().keys().contains(BASE));
            WireReplay.replay(WireExchange.story("autopgo/worker").getFirst(), worker);
        }
    }

    @Test
    void bothWorkers_onOneQueue_loseNothing() throws Exception {
        try (Fleet fleet = Fleet.start(folder)) {
            fleet.worker(theirs);
            fleet.worker(ours);
            URI server = fleet.server(ours);
            for (String profile : List.of("cpu", "cpu-other", "cpu", "cpu-more", "cpu-other")) {
                fine(theirs, "upload", "-u", server.toString(), "-a", "web", profile + ".pb.gz");
            }
            Patience.until(() -> fleet.bucket().keys().stream().noneMatch(key -> key.startsWith("web/staging/")));
            Patience.until(() -> {
                call(ours, "pgo", "publish", "web", "--force", "-u", server.toString());
                return functions(fleet.bucket(), BASE).containsAll(List.of("main.work", "main.other"));
            });
        }
    }

    @Test
    void bucketThatTheirsUsed_takenOverByOurs_keepsWhatWasMerged() throws Exception {
        try (Fleet fleet = Fleet.start(folder)) {
            URI before = fleet.server(theirs);
            fleet.worker(theirs);
            fine(theirs, "upload", "-u", before.toString(), "-a", "web", "cpu.pb.gz");
            Patience.until(() -> fleet.bucket().keys().equals(List.of(BASE)));
            fleet.stop();

            URI after = fleet.server(ours);
            fleet.worker(ours);
            assertThat(fine(theirs, "list", "-u", after.toString()).out()).contains("web");
            fine(theirs, "download", "-u", after.toString(), "web");
            fine(theirs, "upload", "-u", after.toString(), "-a", "web", "cpu-other.pb.gz");
            Patience.until(() -> fleet.bucket().keys().stream().noneMatch(key -> key.startsWith("web/staging/")));
            publish(fleet);
            assertThat(functions(fleet.bucket(), BASE)).contains("main.other", "main.work");
        }
    }

    /** The way back that docs/guide/replace-autopgo.md names. */
    @Test
    void bucketThatOursUsed_takenBackByTheirs_keepsWhatWasPublished() throws Exception {
        try (Fleet fleet = Fleet.start(folder)) {
            URI before = fleet.server(ours);
            fleet.worker(ours);
            fine(theirs, "upload", "-u", before.toString(), "-a", "web", "cpu.pb.gz");
            Patience.until(() -> functions(fleet.bucket(), BASE).contains("main.work"));
            Patience.until(() -> fleet.bucket().keys().stream().noneMatch(key -> key.startsWith("web/staging/")));
            byte[] published = fleet.bucket().read(BASE);
            fine(ours, "download", "-u", before.toString(), "web", "--form", "raw", "-o", "web.pgo");
            fleet.stop();

            URI after = fleet.server(theirs);
            URI worker = fleet.worker(theirs);
            fine(theirs, "download", "-u", after.toString(), "web");
            assertThat(folder.resolve("default.pgo")).hasBinaryContent(published);
            assertThat(fine(theirs, "list", "-u", after.toString()).out()).containsPattern("\nweb +[0-9]+");
            fine(theirs, "upload", "-u", after.toString(), "-a", "web", "cpu-other.pb.gz");
            Patience.until(() -> functions(fleet.bucket(), BASE).contains("main.other"));
            assertThat(functions(fleet.bucket(), BASE)).contains("main.work");
            WireReplay.replay(WireExchange.story("autopgo/worker").getFirst(), worker);

            fine(theirs, "delete", "-u", after.toString(), "web");
            Patience.until(() -> fleet.bucket().keys().stream().noneMatch(key -> key.startsWith("web/")));
            fine(theirs, "upload", "-u", after.toString(), "-a", "web", "web.pgo");
            Patience.until(() -> fleet.bucket().keys().equals(List.of(BASE)));
            assertThat(samples(fleet.bucket().read(BASE)))
                    .as("as heavy as what was uploaded")
                    .isEqualTo(samples(WireBodies.named("cpu")));
        }
    }

    private static long samples(byte[] packed) {
        Profile profile = Pprof.read(packed, ProfileLimits.defaults()).profile();
        long sum = 0;
        for (int sample = 0; sample < profile.samples().size(); sample++) {
            sum += profile.samples().value(sample, 0);
        }
        return sum;
    }

    @Test
    void uploadThatTheirWorkerMissed_isFoundByOurs() throws Exception {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(theirs);
            fine(theirs, "upload", "-u", server.toString(), "-a", "web", "cpu.pb.gz");
            fleet.worker(ours);
            Patience.until(() -> functions(fleet.bucket(), BASE).contains("main.work"));
        }
    }

    /** Our worker replaces no profile for a few samples more; who asks for it gets all that was counted. */
    private void publish(Fleet fleet) {
        fine(ours, "pgo", "publish", "web", "--force", "-u", fleet.server(ours).toString());
    }

    private Call.Outcome call(Path program, String... words) {
        return Call.of(program, words).in(folder).run();
    }

    private Call.Outcome fine(Path program, String... words) {
        Call.Outcome outcome = call(program, words);
        assertThat(outcome.exit())
                .as(program.getFileName() + " " + String.join(" ", words) + ": " + outcome.err())
                .isZero();
        return outcome;
    }

    private static List<String> functions(Bucket bucket, String key) {
        return bucket.keys().contains(key) ? functions(bucket.read(key)) : List.of();
    }

    private static List<String> functions(byte[] packed) {
        Profile profile = Pprof.read(packed, ProfileLimits.defaults()).profile();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < profile.functions().size(); i++) {
            names.add(profile.functions().name(i).toString());
        }
        return names;
    }
}
