package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.RemoteCache.Existing;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.kit.Faults;
import dev.hone.kit.FaultyBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PlanFinderTest {
    private static final BuildNames NAMES = BuildNames.of(List.of("a branch", "its target", "any"));
    private static final Faults DOWN = new Faults(1, 0, 0, 0, Duration.ZERO, 0, true);

    @TempDir
    Path folder;

    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());
    private final FaultyBlobStore faulty = FaultyBlobStore.over(store, Faults.NONE, 1, Sleeper.REAL);
    private final RemoteCache bucket = BlobRemoteCache.over(faulty, "");
    private final Calls calls = new Calls();
    private ScriptedPorter process;
    private Porter porter;
    private LocalStore local;

    @BeforeEach
    void open() throws IOException {
        process = new ScriptedPorter((line, it) -> {});
        porter = Porter.in(folder, () -> process, new Random(1));
        local = LocalStore.open(folder.resolve("cache"), LocalSettings.USUAL, InstantSource.system(), new Random(1));
    }

    @AfterEach
    void close() {
        porter.close();
    }

    private Beginning found(RemoteCache remote) {
        return found(remote, false);
    }

    private Beginning found(RemoteCache remote, boolean signed) {
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));
        SharedParts parts = new SharedParts(
                remote,
                porter,
                Breakers.closed(),
                local,
                new Knowledge(),
                new HereOnly(folder.resolve("here-only"), local.incoming(), 9),
                signed,
                RemoteSettings.USUAL,
                world,
                calls);
        return new PlanFinder(parts).find(NAMES, CacheListener.NONE);
    }

    private byte[] manifest() throws IOException {
        Path file = folder.resolve("manifest");
        Path inlined = Files.createFile(folder.resolve("inlined"));
        Manifest manifest = new Manifest(
                Instant.EPOCH,
                List.of(
                        new Pack(OutputId.EMPTY.hex(), 1),
                        new Pack(NAMES.names().getLast(), 1)),
                List.of());
        ManifestFile.write(file, manifest, inlined);
        return Files.readAllBytes(file);
    }

    private static void put(RemoteCache remote, int name, byte[] manifest) {
        remote.put(new ActionId(NAMES.names().get(name)), Outputs.raw(manifest), Existing.REPLACE);
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(local.incoming().folder())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void manifest_ofTheFirstNameThatHasOne_isFollowed() throws IOException {
        put(bucket, 1, manifest());
        put(bucket, 2, Outputs.bytes("not looked at"));
        try (Bringing bringing = found(bucket).onItsWay().orElseThrow()) {
            assertThat(bringing.manifest().packs()).hasSize(2);
        }
        assertThat(calls.outcomes()).containsExactly(Outcome.NOTHING, Outcome.DONE);
        assertThat(calls.troubles()).isEmpty();
        assertNothingLeft();
    }

    @Test
    void asMuch_asTheSettingsAllow_isFetched() throws IOException {
        put(bucket, 0, manifest());
        found(bucket).onItsWay().orElseThrow().close();
        porter.close();
        assertThat(process.heard())
                .filteredOn(line -> line.contains("unpack"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("\"most\":" + RemoteSettings.USUAL.ahead());
    }

    @Test
    void indexes_areBelieved_whereResultsAreSigned() throws IOException {
        put(bucket, 0, manifest());
        for (boolean signed : new boolean[] {true, false}) {
            found(bucket, signed).onItsWay().orElseThrow().close();
        }
        porter.close();
        assertThat(process.heard())
                .filteredOn(line -> line.contains("unpack"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"indexes\":true"),
                        line -> assertThat(line).contains("\"indexes\":false"));
    }

    @Test
    void manifest_thatNobodyWrote_isNone() throws IOException {
        assertThat(found(bucket)).isEqualTo(Beginning.Unplanned.NEW);
        assertThat(calls.outcomes()).containsExactly(Outcome.NOTHING, Outcome.NOTHING, Outcome.NOTHING);
        assertThat(process.heard()).isEmpty();
        assertNothingLeft();
    }

    @Test
    void packs_ofAServer_areAskedForByTheirNames() throws IOException {
        try (CacheprogServer server = new CacheprogServer();
                HttpRemoteCache remote =
                        HttpRemoteCache.open(new HttpRemoteSettings(server.url(), List.of(), Duration.ofSeconds(9)))) {
            put(remote, 0, manifest());
            try (Bringing bringing = found(remote).onItsWay().orElseThrow()) {
                assertThat(bringing.manifest().packs()).hasSize(2);
            }
            porter.close();
            assertThat(process.heard().getFirst())
                    .contains("\"packs\":[{\"url\":\"" + server.url() + "cache/" + OutputId.EMPTY.hex() + "\"")
                    .contains("{\"url\":\"" + server.url() + "cache/"
                            + NAMES.names().getLast() + "\"");
        }
    }

    @Test
    void manifest_thatIsNone_isNotFollowed() throws IOException {
        put(bucket, 0, Outputs.bytes("hone manifest 9\n and something else"));
        assertThat(found(bucket)).isEqualTo(Beginning.Unplanned.UNKNOWN);
        assertThat(calls.troubles()).singleElement().asString().contains("is not followed", "is none");
        assertNothingLeft();
    }

    @Test
    void manifest_thatIsTooLarge_isPassedOver() throws IOException {
        put(bucket, 0, new byte[Manifest.LARGEST + 1]);
        put(bucket, 1, manifest());
        try (Bringing bringing = found(bucket).onItsWay().orElseThrow()) {
            assertThat(bringing.manifest().packs()).hasSize(2);
        }
        assertThat(calls.outcomes()).containsExactly(Outcome.FAILED, Outcome.DONE);
        assertThat(calls.troubles()).singleElement().asString().contains("a manifest of 33554433 bytes");
    }

    @Test
    void store_thatFails_isAskedOnce() throws IOException {
        put(bucket, 1, manifest());
        faulty.change(DOWN);
        assertThat(found(bucket)).isEqualTo(Beginning.Unplanned.UNKNOWN);
        assertThat(calls.outcomes()).containsExactly(Outcome.FAILED);
        assertNothingLeft();
    }

    @Test
    void porter_thatIsGone_leavesNothing() throws IOException {
        put(bucket, 0, manifest());
        porter.close();
        assertThat(found(bucket)).isEqualTo(Beginning.Unplanned.UNKNOWN);
        assertNothingLeft();
    }
}
