package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import dev.hone.cache.Eviction;
import dev.hone.cache.LocalSettings;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The shim as it is built, with a daemon that notes what it is asked: what the folder has, the shim reads there by itself. */
@Timeout(60)
class RealShimTest {
    private static final Path SHIM = Path.of("../../sdk/go/target/hone-cache").toAbsolutePath();
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private Path root;
    private RunningDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(SHIM), "dist/shim builds the shim");
        root = folder.toRealPath().resolve("root");
        // As if the machine, and the folder, had been in use since yesterday.
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        Files.createDirectories(root);
        Files.writeString(root.resolve("state"), Files.readString(BOOT).strip() + " " + yesterday + "\n");
        daemon = RunningDaemon.start(root, this::noting);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (daemon != null) {
            daemon.stop();
        }
    }

    private Daemon.Served noting(Daemon.Served served) {
        return new Daemon.Served() {
            @Override
            public void serve(ShimHello hello, Welcome welcome, InputStream in, Lines out)
                    throws IOException, InterruptedException {
                served.serve(hello, welcome, new NotedInput(in), out);
            }

            @Override
            public void drain(Duration most) {
                served.drain(most);
            }

            @Override
            public String status(int others, long commands) {
                return served.status(others, commands);
            }
        };
    }

    /** What a shim says, piece by piece: each of its lines comes by itself, since the next waits for go. */
    private final class NotedInput extends FilterInputStream {
        NotedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int count) throws IOException {
            int read = super.read(to, offset, count);
            if (read > 0) {
                asked.add(new String(to, offset, read, StandardCharsets.UTF_8));
            }
            return read;
        }
    }

    @Test
    void get_ofWhatTheFolderHas_isAnsweredWithoutTheDaemon_whichIsToldOfIt() throws IOException {
        put();
        asked.clear();
        try (Go go = new Go()) {
            Path file = found(go.ask(HelloStep.getByGo(1)));
            assertThat(file).hasContent("hello");
            assertThat(found(go.ask(HelloStep.getByGo(2)))).isEqualTo(file);
        }
        assertThat(asked).noneMatch(line -> line.contains("\"get\"")).anyMatch(line -> line.contains("\"told\""));
        assertThat(daemon.status()).contains("\"local\":2").contains("\"missed\":0");
    }

    @Test
    void get_thatTheShimAnswered_isInTheTraceWhereItWas() throws IOException, InterruptedException {
        put();
        try (Go go = new Go()) {
            found(go.ask(HelloStep.getByGo(1)));
            Sleeper.REAL.sleep(Duration.ofMillis(100));
            found(go.ask(HelloStep.getByGo(2)));
        }
        daemon.stop();
        Run run = Run.of(RunningDaemon.environment(root), "cache", "report", "--trace", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<JsonNode> gets = Traces.events(run.out()).stream()
                .filter(event -> event.get("name").asString().equals("found here"))
                .toList();
        assertThat(gets).hasSize(2);
        assertThat(gets.getFirst().get("ts").asLong()).isPositive();
        assertThat(gets.getLast().get("ts").asLong() - gets.getFirst().get("ts").asLong())
                .isBetween(100_000L, 20_000_000L);
    }

    @Test
    void get_ofWhatTheFolderDoesNotHave_isTheDaemons() throws IOException {
        try (Go go = new Go()) {
            assertThat(go.ask(HelloStep.getByGo(1))).isEqualTo("{\"ID\":1,\"Miss\":true}");
        }
        assertThat(asked).anyMatch(line -> line.contains("\"get\"")).noneMatch(line -> line.contains("\"told\""));
    }

    @Test
    void get_inABuildThatMakesEverythingAnew_isTheDaemons() throws IOException {
        put();
        try (Go go = new Go("--mode", "refresh")) {
            assertThat(go.ask(HelloStep.getByGo(1))).isEqualTo("{\"ID\":1,\"Miss\":true}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hell", ""})
    void output_thatWasDamaged_isLeftToTheDaemon_whichRemovesIt(String left) throws IOException {
        put();
        Files.writeString(outputs().getFirst(), left);
        try (Go go = new Go()) {
            assertThat(go.ask(HelloStep.getByGo(1))).isEqualTo("{\"ID\":1,\"Miss\":true}");
        }
        assertThat(outputs()).isEmpty();
    }

    @Test
    void output_fromBeforeTheMachineWentDown_isLeftToTheDaemon_whichLooksAtIt() throws IOException {
        put();
        age(Duration.ofDays(2));
        Files.writeString(outputs().getFirst(), "h3llo");
        age(Duration.ofDays(2));
        try (Go go = new Go()) {
            assertThat(go.ask(HelloStep.getByGo(1))).isEqualTo("{\"ID\":1,\"Miss\":true}");
        }
        assertThat(outputs()).isEmpty();
    }

    @Test
    void output_thatGoWasToldOf_staysUntilItsEnd_whateverRoomIsNeeded() throws IOException {
        put();
        age(Duration.ofMinutes(30)); // what was used a moment ago would stay anyhow
        try (Go go = new Go()) {
            Path file = found(go.ask(HelloStep.getByGo(1)));
            evict();
            assertThat(file).hasContent("hello");
            age(Duration.ofMinutes(30));
        }
        evict();
        assertThat(outputs()).isEmpty();
    }

    @Test
    void useOfSomethingOld_isNoted() throws IOException {
        put();
        age(Duration.ofHours(5));
        try (Go go = new Go()) {
            found(go.ask(HelloStep.getByGo(1)));
        }
        assertThat(asked).noneMatch(line -> line.contains("\"get\""));
        for (Path file : Stream.concat(files("a"), files("o")).toList()) {
            assertThat(Files.getLastModifiedTime(file).toInstant())
                    .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
        }
    }

    private void put() throws IOException {
        try (Go go = new Go()) {
            assertThat(go.ask(HelloStep.putByGo(1))).contains("DiskPath");
        }
    }

    private void evict() throws IOException {
        LocalSettings nothing = new LocalSettings(ByteSize.parse("1"), Duration.ofDays(30), ByteSize.parse("1MiB"));
        new Eviction(root, nothing).run(Instant.now(), false);
    }

    private void age(Duration age) throws IOException {
        for (Path file : Stream.concat(files("a"), files("o")).toList()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        }
    }

    private List<Path> outputs() throws IOException {
        return files("o").toList();
    }

    private Stream<Path> files(String kind) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(kind))) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static Path found(String answer) {
        assertThat(answer).contains("\"Size\":5,");
        return Path.of(answer.replaceFirst(".*\"DiskPath\":\"([^\"]*)\".*", "$1"));
    }

    /** What go does with a shim. */
    private final class Go implements AutoCloseable {
        private final Process shim;
        private final BufferedReader answers;

        Go(String... arguments) throws IOException {
            List<String> command = Stream.concat(Stream.of(SHIM.toString()), Stream.of(arguments))
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(folder.resolve("said").toFile());
            builder.environment().clear();
            builder.environment().putAll(RunningDaemon.environment(root));
            builder.environment().put("HONE_CACHE_LAUNCHER", "/bin/false");
            shim = builder.start();
            answers = shim.inputReader();
            assertThat(answers.readLine()).contains("KnownCommands");
        }

        String ask(String request) throws IOException {
            shim.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            shim.getOutputStream().flush();
            return answers.readLine();
        }

        @Override
        public void close() throws IOException {
            assertThat(ask("{\"ID\":99,\"Command\":\"close\"}\n\n")).isEqualTo("{\"ID\":99}");
            assertThat(shim.onExit().join().exitValue()).isZero();
            assertThat(folder.resolve("said")).isEmptyFile();
            try (Stream<Path> pins = Files.list(root.resolve("pins"))) {
                assertThat(pins.filter(pin -> pin.toString().contains("-shim-")))
                        .isEmpty();
            }
        }
    }
}
