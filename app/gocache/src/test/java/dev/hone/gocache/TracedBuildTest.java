package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.cache.BuildNames;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.GoSession;
import dev.hone.cache.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A machine that has nothing builds what another one has built, from a bucket some way off; its trace says where the time went. */
@Tag("server")
final class TracedBuildTest {
    private static final int STEPS = 300;
    private static final Duration WAY = Duration.ofMillis(50);
    private static final BuildNames NAMES = BuildNames.of(List.of("a build on a branch", "such builds"));

    private static TestBucket bucket;

    @TempDir
    private Path folder;

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
        try (AnsweringFront front = new AnsweringFront(bucket.port(), TracedBuildTest::farAway)) {
            Map<String, String> variables = TestBucket.variablesWithKeys(folder, name, front.port());
            BuildMachine.run(variables, true, CacheListener.NONE, builds);
        }
    }

    private static Optional<byte[]> farAway(String head) {
        try {
            Sleeper.REAL.sleep(WAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** As the daemon serves one. */
    private static void build(Assembly assembly, BuildNames names, Consumer<StepConversation> steps) {
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random());
        Path root = assembly.cache().root();
        BuildTally tally = new BuildTally(
                new BuildReport.Facts(world.clock().instant(), "go build", "/src", "daemon", "s3://b", "rw"),
                new ReportFolder(root).place(world),
                world.nanoClock().getAsLong(),
                world.nanoClock(),
                CacheListener.NONE);
        GoSession session = assembly.cache().session(CacheMode.RW, tally, names);
        StepConversation.held(session, steps);
        tally.end();
        assertThat(assembly.cache().drain(Duration.ofMinutes(1))).isZero();
    }

    private List<JsonNode> traceOf(String machine) {
        String root = folder.resolve(machine).toString();
        Run run = Run.of(Map.of("HONE_CACHE_DIR", root), "cache", "report", "--trace", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Traces.events(run.out());
    }

    private static List<JsonNode> of(List<JsonNode> events, String name) {
        return events.stream()
                .filter(event -> event.get("name").asString().equals(name))
                .toList();
    }

    private static long from(JsonNode event) {
        return event.get("ts").asLong();
    }

    private static long until(JsonNode event) {
        return from(event) + event.get("dur").asLong();
    }

    @Test
    void trace_ofABuildThatWasBrought_hasItsGets_theManifest_andThePacks() {
        machine(
                "first",
                assembly ->
                        build(assembly, NAMES, all -> IntStream.range(0, STEPS).forEach(all::put)));
        machine(
                "second",
                assembly ->
                        build(assembly, NAMES, all -> IntStream.range(0, STEPS).forEach(all::get)));

        List<JsonNode> events = traceOf("second");
        JsonNode command = of(events, "go build").getFirst();
        JsonNode manifest = of(events, "fetch what such builds used (manifest)").getFirst();
        JsonNode pack = of(events, "fetch a pack of results").getFirst();
        List<JsonNode> gets = events.stream()
                .filter(event -> event.path("args").has("action"))
                .toList();

        assertThat(gets)
                .hasSize(STEPS)
                .allSatisfy(get ->
                        assertThat(get.get("args").get("answer").asString()).isEqualTo("hit"));
        assertThat(of(events, "fetched before go asked")).isNotEmpty();
        assertThat(of(events, "fetch a pack of results")).hasSize(1);
        assertThat(of(events, "unpack results that came in the manifest")).hasSize(1);
        assertThat(until(manifest)).isLessThanOrEqualTo(from(pack));
        assertThat(until(pack)).isLessThanOrEqualTo(until(command));
        assertThat(pack.get("args").get("outcome").asString()).isEqualTo("done");
        assertThat(pack.get("args").get("bytes over the network").asLong()).isGreaterThan(100_000);
        assertThat(of(events, "waiting for the answer"))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.get("dur").asLong()).isGreaterThanOrEqualTo(WAY.toMillis() * 1000));
        assertThat(gets).anySatisfy(get -> assertThat(until(get)).isGreaterThan(from(pack) + WAY.toMillis() * 1000));
    }

    @Test
    void trace_ofABuildThatNobodyWroteDown_hasTheSearchForItsManifest_andWhatIsNotWaitedFor() {
        machine(
                "alone",
                assembly -> build(assembly, NAMES, all -> IntStream.range(0, 5).forEach(all::get)));

        List<JsonNode> events = traceOf("alone");

        assertThat(of(events, "fetch what such builds used (manifest)")).hasSize(2);
        assertThat(of(events, ReportWords.of(Source.UNAWAITED))).hasSize(5);
    }

    @Test
    void trace_ofABuildThatIsNotWrittenDown_hasARequestForEachGet() {
        machine(
                "plain",
                assembly -> build(
                        assembly, BuildNames.NONE, all -> IntStream.range(0, 5).forEach(all::get)));

        List<JsonNode> events = traceOf("plain");

        assertThat(of(events, "fetch what such builds used (manifest)")).isEmpty();
        assertThat(of(events, "fetch a result")).hasSize(5);
        assertThat(of(events, "not in the shared store")).hasSize(5);
    }
}
