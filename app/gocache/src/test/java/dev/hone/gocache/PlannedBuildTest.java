package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.Answered;
import dev.hone.cache.BuildNames;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import dev.hone.cache.Source;
import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
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
    private static final String SECRET = "not-a-secret-at-all";
    private static final Path PORTER =
            Path.of("../../sdk/go/target/hone-porter").toAbsolutePath();
    private static final int STEPS = 300;
    private static final BuildNames NAMES = BuildNames.of(List.of("a build on a branch", "such builds"));

    private static ServerProcess server;
    private static Path data;

    @TempDir
    private Path folder;

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Source, LongAdder> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CacheListener listener = new CacheListener() {
        @Override
        public void onGet(Answered answered) {
            answers.computeIfAbsent(answered.source(), source -> new LongAdder())
                    .increment();
        }

        @Override
        public void onWarning(String what) {
            troubles.add(what);
        }

        @Override
        public void onTrouble(String what) {
            troubles.add(what);
        }
    };

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        data = temporary.resolve("data");
        Files.createDirectories(data.resolve("go-cache"));
        int port = ServerProcess.freePort();
        String versity = ServerProcess.program("versitygw", System.getenv()).toString();
        server = ServerProcess.start(
                List.of(
                        versity,
                        "--port",
                        "127.0.0.1:" + port,
                        "--region",
                        "us-east-1",
                        "--quiet",
                        "posix",
                        data.toString()),
                Map.of("ROOT_ACCESS_KEY", "root", "ROOT_SECRET_KEY", SECRET),
                port,
                temporary);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void machine(String name, Consumer<Assembly> builds) {
        try (AnsweringFront front = new AnsweringFront(server.port(), this::heard)) {
            Map<String, String> variables = new TreeMap<>(Map.of(
                    "CACHEPROG_REMOTE_STORAGE_TYPE", "s3",
                    "CACHEPROG_S3_BUCKET", "go-cache",
                    "CACHEPROG_S3_REGION", "us-east-1",
                    "CACHEPROG_S3_PREFIX", folder.getFileName().toString(),
                    "CACHEPROG_S3_ENDPOINT", "minio+http://127.0.0.1:" + front.port(),
                    "CACHEPROG_S3_ACCESS_KEY_ID", "root",
                    "CACHEPROG_S3_ACCESS_KEY_SECRET", SECRET,
                    "CACHEPROG_REMOTE_GET_TIMEOUT", "60s",
                    "HOME", folder.toString()));
            variables.put("HONE_CACHE_DIR", folder.resolve(name).toString());
            CacheOptions options = CacheOptions.read(List.of(), variables, Assembly.platform());
            CacheSurroundings world =
                    new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
            try (Porter porter =
                            PorterProgram.of(options.root(), Map.of(PorterProgram.VARIABLE, PORTER.toString()), world);
                    Assembly assembly = Assembly.of(options, porter, world, listener)) {
                builds.accept(assembly);
            }
        }
        assertThat(troubles).isEmpty();
    }

    private Optional<byte[]> heard(String head) {
        requests.add(head.substring(0, head.indexOf('\r')));
        return Optional.empty();
    }

    private StepConversation build(Assembly assembly, CacheMode mode, Consumer<StepConversation> steps) {
        answers.clear();
        requests.clear();
        StepConversation conversation = new StepConversation();
        steps.accept(conversation);
        try {
            conversation.speakTo(assembly.cache().session(mode, listener, NAMES));
            conversation.requireWholeOrAbsent();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return conversation;
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

    private long count(Source source) {
        LongAdder count = answers.get(source);
        return count == null ? 0 : count.sum();
    }

    /** What has come before it was asked for is here. */
    private long foreseen() {
        return count(Source.FORESEEN) + count(Source.LOCAL);
    }

    private long plans(String kind) throws IOException {
        Path at = data.resolve("go-cache")
                .resolve(folder.getFileName())
                .resolve("_plans")
                .resolve(kind);
        try (Stream<Path> files = Files.list(at)) {
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
            assertThat(count(Source.LOCAL)).isEqualTo(STEPS);
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
            assertThat(count(Source.ABSENT) + count(Source.UNFORESEEN)).isEqualTo(20);
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
        Path packs = data.resolve("go-cache").resolve(folder.getFileName()).resolve("_plans/p");
        try (Stream<Path> files = Files.list(packs)) {
            for (Path pack : files.toList()) {
                Files.delete(pack);
            }
        }
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(count(Source.FETCHED)).isPositive();
        });
    }

    @Test
    void manifest_thatIsNone_costsARequestAndNothingElse() throws IOException {
        first();
        Path manifests = data.resolve("go-cache").resolve(folder.getFileName()).resolve("_plans/m");
        try (Stream<Path> files = Files.list(manifests)) {
            for (Path manifest : files.toList()) {
                Files.writeString(manifest, "hone manifest 9\n and something else");
            }
        }
        machine("second", assembly -> {
            StepConversation second = build(
                    assembly, CacheMode.RW, all -> IntStream.range(0, STEPS).forEach(all::get));
            assertThat(second.hits()).hasSize(STEPS);
            assertThat(count(Source.FETCHED)).isEqualTo(STEPS);
            assertThat(troubles).hasSize(1).first().asString().contains("is not followed");
            troubles.clear();
        });
    }
}
