package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.BuildNames;
import dev.hone.cache.CacheMode;
import dev.hone.cache.Source;
import dev.hone.kit.Versity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that has nothing builds what another one has built, from a bucket: it asks for all of it at once. */
@Tag("server")
final class PlannedBuildTest {
    private static final int STEPS = 300;
    private static final BuildNames NAMES = BuildNames.of(List.of("a build on a branch", "such builds"));

    private static TestBucket bucket;

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Heard told = new Heard();

    @BeforeAll
    static void start(@TempDir Path temporary) {
        bucket = TestBucket.start(temporary);
    }

    @AfterAll
    static void stop() {
        if (bucket != null) {
            bucket.close();
        }
    }

    private void machine(String name, Consumer<Assembly> builds) {
        try (AnsweringFront front = new AnsweringFront(bucket.port(), this::heard)) {
            Map<String, String> variables = TestBucket.variables(folder, name, front.port());
            variables.put("CACHEPROG_S3_ACCESS_KEY_ID", Versity.KEY);
            variables.put("CACHEPROG_S3_ACCESS_KEY_SECRET", Versity.SECRET);
            BuildMachine.run(variables, true, told, builds);
        }
        assertThat(told.warnings()).isEmpty();
        assertThat(told.troubles()).isEmpty();
    }

    private Optional<byte[]> heard(String head) {
        requests.add(head.substring(0, head.indexOf('\r')));
        return Optional.empty();
    }

    private StepConversation build(Assembly assembly, CacheMode mode, Consumer<StepConversation> steps) {
        told.forgetAnswers();
        requests.clear();
        return StepConversation.held(assembly.cache().session(mode, told, NAMES), steps);
    }

    private static void drain(Assembly assembly) {
        assertThat(assembly.cache().drain(Duration.ofMinutes(1))).isZero();
    }

    private void first() {
        machine("first", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::put));
            drain(assembly);
        });
    }

    /** What has come before it was asked for is here. */
    private long foreseen() {
        return told.count(Source.FORESEEN) + told.count(Source.LOCAL);
    }

    private Path plans() {
        return bucket.objects().resolve(folder.getFileName()).resolve("_plans");
    }

    private long plans(String kind) throws IOException {
        try (Stream<Path> files = Files.list(plans().resolve(kind))) {
            return files.count();
        }
    }

    @Test
    void build_likeOneBefore_isGivenAllOfIt_byAFewRequests() throws IOException {
        first();
        assertThat(plans("m")).isEqualTo(2);
        assertThat(plans("p")).isEqualTo(1);
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
            assertThat(requests).as("two names, one pack").hasSize(3).allMatch(request -> request.contains("_plans/"));
        });
        assertThat(plans("p")).as("nothing new is stored").isEqualTo(1);
    }

    @Test
    void build_thatFindsAllHere_asksNobody() {
        first();
        machine("first", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(told.count(Source.LOCAL)).isEqualTo(STEPS);
            drain(assembly);
            assertThat(requests).isEmpty();
        });
    }

    @Test
    void build_withSomethingNew_isToldThatItIsNotThere() {
        first();
        machine("second", assembly -> {
            build(
                    assembly,
                    CacheMode.READ,
                    all -> IntStream.range(0, STEPS + 20).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS);
            assertThat(told.count(Source.ABSENT) + told.count(Source.UNFORESEEN))
                    .isEqualTo(20);
        });
    }

    @Test
    void build_withSomethingNew_writesDownWhatItUsed() throws IOException {
        first();
        machine("second", assembly -> {
            build(assembly, CacheMode.RW, all -> {
                IntStream.range(0, STEPS).forEach(all::get);
                IntStream.range(STEPS, STEPS + 20).forEach(all::put);
            });
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
        });
        assertThat(plans("p")).isEqualTo(2);
        machine("third", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS + 20).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS + 20);
        });
    }

    @Test
    void build_thatMayNotShare_readsWhatOthersWroteDown_andWritesNothing() throws IOException {
        first();
        machine("second", assembly -> {
            build(assembly, CacheMode.READ, all -> {
                IntStream.range(0, STEPS).forEach(all::get);
                IntStream.range(STEPS, STEPS + 20).forEach(all::put);
            });
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
        });
        assertThat(plans("p")).isEqualTo(1);
    }

    @Test
    void pack_thatIsGone_costsRequestsAndNothingElse() throws IOException {
        first();
        Path packs = plans().resolve("p");
        try (Stream<Path> files = Files.list(packs)) {
            for (Path pack : files.toList()) {
                Files.delete(pack);
            }
        }
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(told.count(Source.FETCHED)).isPositive();
        });
    }

    @Test
    void manifest_thatIsNone_costsARequestAndNothingElse() throws IOException {
        first();
        Path manifests = plans().resolve("m");
        try (Stream<Path> files = Files.list(manifests)) {
            for (Path manifest : files.toList()) {
                Files.writeString(manifest, "hone manifest 9\n and something else");
            }
        }
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(told.count(Source.FETCHED)).isEqualTo(STEPS);
            assertThat(told.troubles()).hasSize(1).first().asString().contains("is not followed");
            told.troubles().clear();
        });
    }
}
