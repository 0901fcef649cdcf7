package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.cache.RemoteCache.Existing;
import dev.hone.kit.RudeServer;
import dev.hone.kit.RudeServer.Manners;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a store answers, the real porter makes of it what is made of it without one. */
@Tag("go")
@Timeout(120)
class RealPorterTest {
    private static final ActionId ACTION = Outputs.action(1);
    private static final byte[] BODY = Outputs.archive(ACTION, "the code, ".repeat(2000));
    private static final byte[] FRAME = Outputs.zstd(BODY);
    private static final String OUTPUT =
            "X-Cacheprog-OutputID: " + Outputs.output(BODY).hex() + "\r\n";
    private static final String SIZE = "X-Cacheprog-UncompressedSize: " + BODY.length + "\r\n";
    private static final String ZSTD = "X-Cacheprog-CompressionAlgorithm: zstd\r\n";
    private static final Duration GET = Duration.ofSeconds(1);
    private static final CacheSurroundings WORLD =
            new CacheSurroundings(InstantSource.system(), System::nanoTime, new Random(1));

    @TempDir
    private static Path machine;

    private static Path program;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        program = machine.resolve("hone-porter");
        ProcessBuilder go = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(Path.of("../../sdk/go/porter")
                        .toAbsolutePath()
                        .normalize()
                        .toFile())
                .redirectErrorStream(true);
        go.environment().keySet().removeAll(List.of("GOCACHEPROG", "GOFLAGS"));
        Process building = go.start();
        String said = new String(building.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(building.waitFor()).as(said).isZero();
    }

    /** What a store does with a get. */
    record Case(String name, Manners manners, Source expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case answer(String name, int status, String headers, byte[] body, Source expected) {
        return new Case(
                name,
                out -> {
                    out.write(RudeServer.head(status, headers));
                    out.write(body);
                },
                expected);
    }

    private static Case said(String name, String headers, byte[] body, Source expected) {
        return answer(name, 200, headers + "Content-Length: " + body.length + "\r\n", body, expected);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    static Stream<Case> cases() {
        byte[] index = Outputs.bytes("go index v2\n");
        byte[] other = Outputs.archive(Outputs.action(2), "code");
        return Stream.of(
                said("sound", OUTPUT + SIZE, BODY, Source.FETCHED),
                said("sound, packed", OUTPUT + SIZE + ZSTD, FRAME, Source.FETCHED),
                said("its size not said", OUTPUT, BODY, Source.FETCHED),
                answer("absent", 404, "Content-Length: 0\r\n", new byte[0], Source.ABSENT),
                said("an encoding nobody knows", OUTPUT + SIZE + ZSTD.replace("zstd", "br"), FRAME, Source.ABSENT),
                said("a byte is wrong", OUTPUT + SIZE, flipped(BODY, 300), Source.REFUSED),
                said("a byte is wrong, packed", OUTPUT + SIZE + ZSTD, flipped(FRAME, FRAME.length / 2), Source.REFUSED),
                said("no zstd", OUTPUT + SIZE + ZSTD, BODY, Source.REFUSED),
                said("half a frame", OUTPUT + SIZE + ZSTD, cut(FRAME), Source.REFUSED),
                said("half of it", OUTPUT + SIZE, cut(BODY), Source.REFUSED),
                said("more than was said", OUTPUT + SIZE.replace(": ", ": 1") + ZSTD, FRAME, Source.REFUSED),
                said(
                        "less than was said",
                        OUTPUT + "X-Cacheprog-UncompressedSize: 9\r\n" + ZSTD,
                        FRAME,
                        Source.REFUSED),
                said(
                        "a size beyond all",
                        OUTPUT + "X-Cacheprog-UncompressedSize: " + "9".repeat(18) + "\r\n" + ZSTD,
                        FRAME,
                        Source.REFUSED),
                said("no number", OUTPUT + "X-Cacheprog-UncompressedSize: x\r\n" + ZSTD, FRAME, Source.REFUSED),
                said("no output", SIZE, BODY, Source.REFUSED),
                said(
                        "another action's package",
                        "X-Cacheprog-OutputID: " + Outputs.output(other).hex() + "\r\n",
                        other,
                        Source.REFUSED),
                said(
                        "a module index",
                        "X-Cacheprog-OutputID: " + Outputs.output(index).hex() + "\r\n",
                        index,
                        Source.REFUSED),
                said("compressed on the way", OUTPUT + SIZE + "Content-Encoding: gzip\r\n", BODY, Source.REFUSED),
                answer(
                        "breaks off",
                        200,
                        OUTPUT + SIZE + "Content-Length: " + BODY.length + "\r\n",
                        cut(BODY),
                        Source.FAILED),
                answer("denied", 403, "Content-Length: 0\r\n", new byte[0], Source.FAILED),
                answer("too busy", 503, "Content-Length: 0\r\n", new byte[0], Source.FAILED),
                new Case("no answer", out -> pause(), Source.LATE),
                new Case(
                        "stalls",
                        out -> {
                            out.write(RudeServer.head(200, OUTPUT + SIZE + "Content-Length: " + BODY.length + "\r\n"));
                            out.write(BODY, 0, 100);
                            out.flush();
                            pause();
                        },
                        Source.LATE));
    }

    private static void pause() {
        try {
            Sleeper.REAL.sleep(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fetch_ofWhateverAStoreAnswers_isTheSameWithAPorter(Case answered) throws IOException {
        try (RudeServer server = RudeServer.with(answered.manners())) {
            assertThat(fetched(server, "ordinary", Porter.NONE)).isEqualTo(answered.expected());
            try (Porter porter = porter("carried")) {
                assertThat(fetched(server, "carried", porter)).isEqualTo(answered.expected());
            }
        }
    }

    /** A compiled package, something that does not shrink, and nothing. */
    @Test
    void offer_isPackedAndBroughtByThePorter_andFetchedByItSomewhereElse() throws IOException {
        byte[] noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        List<byte[]> bodies = List.of(BODY, noise, new byte[0]);
        try (CacheprogServer server = new CacheprogServer()) {
            try (Porter porter = porter("first");
                    RemoteSharedCache shared = open("first", server.url(), porter)) {
                for (int i = 0; i < bodies.size(); i++) {
                    shared.offer(
                            Outputs.action(i + 1), kept("first", i + 1, bodies.get(i)), Existing.KEEP, new Calls());
                }
                shared.settle(Duration.ofSeconds(30));
                assertThat(shared.waiting()).isZero();
            }
            assertThat(store("first").incoming().folder()).isEmptyDirectory();
            try (Porter porter = porter("second");
                    RemoteSharedCache shared = open("second", server.url(), porter);
                    Pins pins = store("second").pins()) {
                for (int i = 0; i < bodies.size(); i++) {
                    Found found = shared.fetch(Outputs.action(i + 1), pins, CacheListener.NONE)
                            .found()
                            .orElseThrow();
                    assertThat(found.file()).hasBinaryContent(bodies.get(i));
                }
            }
            assertThat(server.headers())
                    .hasSize(2 * bodies.size())
                    .allSatisfy(headers -> assertThat(headers.get("User-agent")).containsExactly("hone/porter"));
        }
    }

    private LocalStore store(String root) {
        return LocalStore.open(folder.resolve(root), LocalSettings.USUAL, WORLD.clock(), WORLD.random());
    }

    private Found kept(String root, int action, byte[] body) throws IOException {
        LocalStore local = store(root);
        try (Pins pins = local.pins()) {
            Staged staged = local.incoming().take(new ByteArrayInputStream(body), Outputs.output(body), body.length);
            return local.put(Outputs.action(action), staged, Instant.now(), pins);
        }
    }

    private RemoteSharedCache open(String root, URI server, Porter porter) {
        RemoteSettings settings = new RemoteSettings(GET, GET, GET, 0, 0, 10, GET, 0, 1 << 20);
        HttpRemoteCache remote = HttpRemoteCache.open(
                new HttpRemoteSettings(server, List.of(), GET), Carrier.of(porter, settings, LocalSettings.USUAL));
        SharedStore store = new SharedStore("test", remote, true, settings, null).packedBy(porter);
        return RemoteSharedCache.open(store, store(root), WORLD, new Calls());
    }

    @Test
    void fetch_byAPorterThatIsKilled_goesTheOrdinaryWay() throws IOException {
        try (RudeServer server =
                        RudeServer.with(cases().findFirst().orElseThrow().manners());
                Porter porter = Porter.in(
                        folder.resolve("killed").resolve("incoming"),
                        () -> {
                            Process process = start();
                            process.destroyForcibly();
                            return process;
                        },
                        new Random(1))) {
            assertThat(fetched(server, "killed", porter)).isEqualTo(Source.FETCHED);
        }
    }

    private Porter porter(String root) {
        return Porter.in(folder.resolve(root).resolve("incoming"), RealPorterTest::start, new Random(1));
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(program.toString())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    /** What becomes of a get on a machine of its own; nothing is left lying about. */
    private Source fetched(RudeServer server, String root, Porter porter) throws IOException {
        LocalStore local = store(root);
        try (RemoteSharedCache shared = open(root, URI.create(server.url()), porter);
                Pins pins = local.pins()) {
            Fetched fetched = shared.fetch(ACTION, pins, CacheListener.NONE);
            if (fetched.found().isPresent()) {
                assertThat(fetched.found().get().file()).hasBinaryContent(BODY);
                assertThat(fetched.received()).isPositive();
            }
            return fetched.source();
        } finally {
            assertThat(local.incoming().folder()).isEmptyDirectory();
        }
    }
}
