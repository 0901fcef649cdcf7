package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.Brought;
import dev.hone.cache.BuildNames;
import dev.hone.cache.CacheMode;
import dev.hone.cache.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
        machine(name, Map.of(), builds);
        assertThat(told.warnings()).isEmpty();
        assertThat(told.troubles()).isEmpty();
    }

    private void machine(String name, Map<String, String> more, Consumer<Assembly> builds) {
        try (AnsweringFront front = new AnsweringFront(bucket.port(), this::heard)) {
            Map<String, String> variables = new HashMap<>(more);
            variables.putAll(TestBucket.variablesWithKeys(folder, name, front.port()));
            BuildMachine.run(variables, true, told, builds);
        }
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

    private Path objects() {
        return bucket.objects().resolve(folder.getFileName().toString());
    }

    /** What is stored that is neither a step's result nor a manifest. */
    private List<Path> packs() {
        Set<String> others = IntStream.range(0, 2 * STEPS)
                .mapToObj(StepConversation::key)
                .collect(Collectors.toCollection(HashSet::new));
        others.addAll(NAMES.names());
        try (Stream<Path> files = Files.list(objects())) {
            return files.filter(file -> !others.contains(file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOf(BuildNames names, String request) {
        return names.names().stream().anyMatch(request::contains);
    }

    @Test
    void build_likeOneBefore_isGivenAllOfIt_byAFewRequests() {
        first();
        assertThat(packs()).hasSize(1);
        String pack = packs().getFirst().getFileName().toString();
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
            assertThat(requests)
                    .as("a manifest and a pack")
                    .satisfiesExactlyInAnyOrder(
                            request -> assertThat(request).startsWith("get ").contains(pack),
                            request -> assertThat(request)
                                    .startsWith("get ")
                                    .contains(NAMES.names().getFirst()));
            assertThat(told.brought())
                    .singleElement()
                    .satisfies(brought -> assertThat(brought.results()).isEqualTo(STEPS))
                    .satisfies(brought -> assertThat(brought.requests()).isOne());
        });
    }

    @Test
    void build_thatMayFetchNothingBeforehand_isGivenAllOfIt_byRequestsOfItsOwn() {
        first();
        String pack = packs().getFirst().getFileName().toString();
        machine("second", Map.of("HONE_CACHE_MAX_PREFETCH", "0"), assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.READ, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(told.count(Source.FETCHED)).isPositive();
            assertThat(requests).noneMatch(request -> request.contains(pack)).hasSizeGreaterThan(2);
        });
        assertThat(told.troubles())
                .singleElement()
                .asString()
                .contains("not all that this build will ask for was brought", "no more than 0 may be fetched");
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
    void build_onceMore_asksNobody_andWritesNothing() {
        first();
        machine("second", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            drain(assembly);
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            drain(assembly);
            assertThat(told.count(Source.LOCAL)).isEqualTo(STEPS);
            assertThat(requests).isEmpty();
        });
    }

    @Test
    void prefetch_bringsAllOfIt_soThatTheBuildAsksNobody_andWritesNothing() {
        first();
        machine("second", assembly -> {
            assertThat(assembly.cache().prefetch(NAMES, Duration.ofMinutes(1)).results())
                    .isEqualTo(STEPS);
            assertThat(assembly.cache().prefetch(NAMES, Duration.ofMinutes(1)).results())
                    .as("it is here")
                    .isZero();
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            drain(assembly);
            assertThat(told.count(Source.LOCAL)).isEqualTo(STEPS);
            assertThat(requests).isEmpty();
        });
    }

    @Test
    void prefetch_ofWhatNobodyWroteDown_bringsNothing() {
        machine(
                "alone",
                assembly -> assertThat(assembly.cache().prefetch(NAMES, Duration.ofMinutes(1)))
                        .isEqualTo(Brought.NOTHING));
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
            assertThat(told.count(Source.ABSENT) + told.count(Source.UNAWAITED)).isEqualTo(20);
        });
    }

    @Test
    void build_ofMuchThatIsNew_waitsForAFewAnswersOnly() {
        first();
        machine("second", assembly -> {
            told.forgetAnswers();
            StepConversation.heldInTurn(
                    assembly.cache().session(CacheMode.READ, told, NAMES),
                    all -> IntStream.range(0, STEPS + 100).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS);
            assertThat(told.count(Source.ABSENT)).isEqualTo(3);
            assertThat(told.count(Source.UNAWAITED)).isEqualTo(97);
        });
    }

    /** go asks for hundreds of indexes first, which no store has. */
    @Test
    void build_likeNone_thatBeginsWithWhatNobodyHas_waitsForNothing_untilSomethingIsThere() {
        first();
        machine("second", assembly -> {
            told.forgetAnswers();
            StepConversation all = StepConversation.heldInTurn(
                    assembly.cache().session(CacheMode.READ, told, BuildNames.of(List.of("nobody's"))), steps -> {
                        IntStream.range(STEPS, STEPS + 100).forEach(steps::get);
                        // Until it is known that something is there, some are asked for in vain.
                        IntStream.range(0, 4 * STEPS).forEach(step -> steps.get(step % STEPS));
                    });
            assertThat(told.count(Source.ABSENT)).isZero();
            assertThat(told.count(Source.UNAWAITED)).isGreaterThan(100);
            assertThat(Set.copyOf(all.hits())).hasSize(STEPS);
        });
    }

    @Test
    void build_withSomethingNew_writesDownWhatItUsed() {
        first();
        machine("second", assembly -> {
            build(assembly, CacheMode.RW, all -> {
                IntStream.range(0, STEPS).forEach(all::get);
                IntStream.range(STEPS, STEPS + 20).forEach(all::put);
            });
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
        });
        assertThat(packs()).hasSize(2);
        machine("third", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS + 20).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS + 20);
        });
    }

    @Test
    void build_thatMayNotShare_readsWhatOthersWroteDown_andWritesNothing() {
        first();
        machine("second", assembly -> {
            build(assembly, CacheMode.READ, all -> {
                IntStream.range(0, STEPS).forEach(all::get);
                IntStream.range(STEPS, STEPS + 20).forEach(all::put);
            });
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
        });
        assertThat(packs()).hasSize(1);
    }

    @Test
    void build_thatFailsOnItsWay_leavesWhatIsWrittenDown() {
        first();
        machine("second", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS / 3).forEach(all::get));
            drain(assembly);
            assertThat(requests).noneMatch(request -> request.startsWith("put "));
        });
        machine("third", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS);
        });
    }

    @Test
    void build_ofABranch_readsWhatItsTargetWroteDown_andLeavesThatAlone() {
        first();
        String target = NAMES.names().getFirst();
        BuildNames branch = new BuildNames(
                List.of(StepConversation.key(-1), target, NAMES.names().getLast()));
        machine("second", assembly -> {
            requests.clear();
            StepConversation.held(assembly.cache().session(CacheMode.RW, told, branch), all -> {
                IntStream.range(0, STEPS).forEach(all::get);
                all.put(STEPS);
            });
            assertThat(foreseen()).isEqualTo(STEPS);
            drain(assembly);
            assertThat(requests)
                    .filteredOn(request -> request.startsWith("put ") && isOf(branch, request))
                    .as("its own and the one of no branch")
                    .hasSize(2)
                    .noneMatch(request -> request.contains(target));
        });
    }

    @Test
    void pack_thatIsGone_costsRequests_andIsPackedAnew() {
        first();
        packs().forEach(PlannedBuildTest::remove);
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(told.count(Source.FETCHED)).isPositive();
            drain(assembly);
            assertThat(told.troubles()).singleElement().asString().contains("the answer is 404");
            told.troubles().clear();
        });
        assertThat(packs()).hasSize(1);
        machine("third", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS);
        });
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void manifest_thatIsNotWhatItIsSaidToBe_isAsGoodAsNone_andIsReplaced() throws IOException {
        first();
        for (String name : NAMES.names()) {
            Files.writeString(objects().resolve(name), "hone manifest 9\n and something else");
        }
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(told.count(Source.FETCHED)).isEqualTo(STEPS);
            drain(assembly);
            assertThat(told.troubles()).isNotEmpty().allMatch(trouble -> trouble.contains("is not followed"));
            told.troubles().clear();
        });
        machine("third", assembly -> {
            build(assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(foreseen()).isEqualTo(STEPS);
        });
    }
}
