package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonTest {
    private static final String GET = HelloStep.getByShim(1);

    @TempDir
    Path folder;

    private Path root;
    private CacheSocket socket;
    private RunningDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        root = folder.toRealPath().resolve("root");
        daemon = RunningDaemon.start(root);
        socket = daemon.socket();
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.stop();
    }

    @Test
    void shim_isWelcomedAndServed() throws IOException {
        try (Shim shim = new Shim(socket)) {
            assertThat(shim.ask(hello("0.0.1"))).contains("\"Incoming\":\"" + root.resolve("incoming") + "\"");
            assertThat(shim.ask(GET)).isEqualTo("{\"ID\":1,\"Miss\":true}");
            Path body = Files.writeString(root.resolve("incoming").resolve("1-1-aaaaaaaa"), "hello");
            String stored = shim.ask(HelloStep.putByShim(2, body));
            assertThat(stored).contains("\"DiskPath\"").doesNotContain("Err");
            assertThat(body).doesNotExist();
            assertThat(shim.ask(GET)).contains("\"Size\":5").contains(HelloStep.OUTPUT);
            assertThat(shim.ask("{\"ID\":3,\"Command\":\"close\"}\n")).isEqualTo("{\"ID\":3}");
        }
    }

    @Test
    void shim_isToldWhatItMayReadByItself() throws IOException {
        try (Shim shim = new Shim(socket)) {
            assertThat(shim.ask(hello("0.0.1"))).contains("\"Folder\":{\"Root\":\"" + root + "\",\"SoundSince\":\"");
        }
        try (Shim shim = new Shim(socket)) {
            assertThat(shim.ask(hello("0.0.1").replace("\"Args\":[]", "\"Args\":[\"--mode=refresh\"]")))
                    .contains("Incoming")
                    .doesNotContain("Folder");
        }
    }

    @Test
    void whatAShimTells_isCountedAndNotAnswered() throws IOException {
        try (Shim shim = new Shim(socket)) {
            shim.ask(hello("0.0.1"));
            String hits = Base64.getEncoder().encodeToString(new byte[112]);
            assertThat(shim.ask("{\"Command\":\"told\",\"Hits\":\"" + hits + "\"}\n" + GET))
                    .isEqualTo("{\"ID\":1,\"Miss\":true}");
            Run status = Run.of(RunningDaemon.environment(root), "cache", "status");
            assertThat(status.out()).contains("2 found here").contains("1 missed");
        }
    }

    @Test
    void body_thatIsNotInTheFolderForBodies_isRefused() throws IOException {
        Path outside = Files.writeString(folder.resolve("secret"), "hello");
        try (Shim shim = new Shim(socket)) {
            shim.ask(hello("0.0.1"));
            assertThat(shim.ask(HelloStep.putByShim(1, outside))).contains("Err");
            assertThat(shim.ask(HelloStep.putByShim(2, root.resolve("incoming").resolve("../state"))))
                    .contains("Err");
            Path link = Files.createSymbolicLink(root.resolve("incoming").resolve("1-2-bbbbbbbb"), outside);
            assertThat(shim.ask(HelloStep.putByShim(3, link))).contains("Err");
        }
        assertThat(outside).hasContent("hello");
    }

    @Test
    void argumentsThatAreWrong_areSaidToTheShim() throws IOException {
        try (Shim shim = new Shim(socket)) {
            assertThat(shim.ask(hello("0.0.1").replace("\"Args\":[]", "\"Args\":[\"--s3-bukcet=b\"]")))
                    .contains("\"Error\"")
                    .contains("--s3-bukcet");
        }
    }

    @Test
    void newerShim_makesTheDaemonGiveWay() throws Exception {
        try (Shim older = new Shim(socket)) {
            older.ask(hello("0.0.1"));
            try (Shim newer = new Shim(socket)) {
                assertThat(newer.ask(hello("99.0.0"))).contains("\"Replace\":true");
            }
            assertThat(socket.file()).doesNotExist();
            assertThat(older.ask(GET)).as("a build that is under way goes on").contains("Miss");
            assertThat(daemon.isAlive()).isTrue();
        }
        daemon.join();
    }

    @Test
    void stop_isAnsweredAndEndsIt() throws Exception {
        Run stopped = Run.of(RunningDaemon.environment(root), "cache", "stop");
        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).contains("the daemon stops");
        daemon.join();
        assertThat(socket.file()).doesNotExist();
    }

    @Test
    void status_countsWhatWasAsked() throws IOException {
        try (Shim shim = new Shim(socket)) {
            shim.ask(hello("0.0.1"));
            shim.ask(GET);
            Run status = Run.of(RunningDaemon.environment(root), "cache", "status");
            assertThat(status.out()).contains("1 running").contains("1 missed");
        }
    }

    @Test
    void nonsense_isNotAnswered_andTheNextIsServed() throws IOException {
        for (String nonsense :
                new String[] {"GET / HTTP/1.1\n", "[]\n", "{\"Args\":{}}\n", "{\"Hone\":1,\"Env\":{\"A\":{}}}\n", "\n"
                }) {
            try (Shim shim = new Shim(socket)) {
                assertThat(shim.ask(nonsense)).as(nonsense).isNull();
            }
        }
        try (Shim shim = new Shim(socket)) {
            assertThat(shim.ask(hello("0.0.1"))).contains("Incoming");
        }
    }

    @Test
    void optionsThatTheDaemonDoesNotFollow_areSaidToTheUser() throws IOException {
        try (Shim shim = new Shim(socket)) {
            shim.ask(hello("0.0.1")
                    .replace("\"HOME\":\"/\"", "\"HOME\":\"/\",\"CACHEPROG_METRICS_PUSH_ENDPOINT\":\"http://m\""));
            assertThat(shim.ask(GET)).contains("\"Say\"").contains("metrics are sent by hone cache direct only");
        }
    }

    @Test
    void protocolOfALaterTime_makesTheDaemonGiveWay() throws Exception {
        try (Shim later = new Shim(socket)) {
            assertThat(later.ask(hello("0.0.1").replace("\"Hone\":1", "\"Hone\":2")))
                    .contains("\"Replace\":true");
        }
        daemon.join();
    }

    @Test
    void folder_thatOthersCanUse_isNotTrusted() throws IOException {
        Files.setPosixFilePermissions(socket.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(socket::connect).hasMessageContaining("only its owner");
    }

    private static String hello(String version) {
        return "{\"Hone\":1,\"Version\":\"" + version
                + "\",\"Pid\":1,\"Cwd\":\"/\",\"Args\":[],\"Env\":{\"HOME\":\"/\"}}\n";
    }

    /** The other end of the socket. */
    private static final class Shim implements AutoCloseable {
        private final SocketChannel channel;
        private final BufferedReader answers;

        Shim(CacheSocket socket) throws IOException {
            channel = socket.connect();
            answers =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        }

        String ask(String line) throws IOException {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            return answers.readLine();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
