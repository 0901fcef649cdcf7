package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole process that serves go on a disk that is full, and in folders that it may not use: go is answered, and never ended. Root, who
 * may do anything, gives up the right to pass over permissions.
 */
@Timeout(120)
final class TroubledFolderTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path folder;

    private Path root;
    private List<String> more = List.of();

    @BeforeEach
    void folders() throws IOException {
        folder = folder.toRealPath();
        root = folder.resolve("root");
        Files.createDirectories(folder.resolve("temporary"));
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static boolean works(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Serves go, started as {@code before} says. */
    private Served serve(Path temporary, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                CLASS_PATH,
                "dev.hone.gocache.Main",
                "cache",
                "direct",
                "--root-directory=" + root,
                "--log-level=info"));
        command.addAll(more);
        return new Served(new ProcessBuilder(command).start());
    }

    /** On a disk of its own, with room for a megabyte. */
    private Served serveOnSmallDisk(Path disk, Path temporary) throws IOException {
        Files.createDirectories(disk);
        String mount = "mount -t tmpfs -o size=1m none '" + disk + "'";
        assumeTrue(
                works("unshare", "-m", "sh", "-c", mount),
                "no small file system can be made here (unshare, mount, root)");
        return serve(
                temporary,
                "unshare",
                "-m",
                "sh",
                "-c",
                mount + " && mkdir -p '" + temporary + "' && exec \"$0\" \"$@\"");
    }

    private String[] withPermissions() throws IOException {
        if (!isRoot()) {
            return new String[0];
        }
        String[] setpriv = {"setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"};
        List<String> probe = new ArrayList<>(Arrays.asList(setpriv));
        probe.add("true");
        assumeTrue(works(probe.toArray(String[]::new)), "root cannot give up its rights here (setpriv)");
        return setpriv;
    }

    /** A process that go would talk to. */
    private static final class Served implements AutoCloseable {
        private final Process process;
        private final OutputStream in;
        private final BufferedReader out;
        private int id;

        Served(Process process) throws IOException {
            this.process = process;
            this.in = process.getOutputStream();
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).contains("KnownCommands");
        }

        String put(int action, byte[] body) throws IOException {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
                return ask("{\"ID\":" + ++id + ",\"Command\":\"put\",\"ActionID\":\"" + action(action)
                        + "\",\"OutputID\":\"" + Base64.getEncoder().encodeToString(digest) + "\",\"BodySize\":"
                        + body.length + "}\n\n\"" + Base64.getEncoder().encodeToString(body) + "\"\n");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }

        /** Half of a put. */
        void begin(int action, int size) throws IOException {
            in.write(("{\"ID\":" + ++id + ",\"Command\":\"put\",\"ActionID\":\"" + action(100 + action)
                            + "\",\"OutputID\":\"" + action(0) + "\",\"BodySize\":" + size + "}\n\n\""
                            + "AAAA".repeat(size / 6))
                    .getBytes(StandardCharsets.UTF_8));
            in.flush();
        }

        String get(int action) throws IOException {
            return ask("{\"ID\":" + ++id + ",\"Command\":\"get\",\"ActionID\":\"" + action(action) + "\"}\n\n");
        }

        private String ask(String request) throws IOException {
            in.write(request.getBytes(StandardCharsets.UTF_8));
            in.flush();
            String answer = out.readLine();
            return answer == null ? "" : answer;
        }

        private static String action(int number) {
            byte[] action = new byte[32];
            action[0] = (byte) number;
            return Base64.getEncoder().encodeToString(action);
        }

        /** Closes as go does; what was said to people. */
        String end() throws Exception {
            assertThat(ask("{\"ID\":" + ++id + ",\"Command\":\"close\"}\n\n")).contains("\"ID\":" + id);
            in.close();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(out.readLine()).as("nothing after the answer to close").isNull();
            return said;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static byte[] body(int size) {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        return body;
    }

    private static Path path(String answer) {
        return Path.of(answer.replaceFirst("(?s).*\"DiskPath\":\"([^\"]*)\".*", "$1"));
    }

    @Test
    void disk_thatIsFull_leavesGoWithAPathInAnyCase_andTheNextIsServed() throws Exception {
        root = folder.resolve("disk/root");
        Path temporary = folder.resolve("temporary");
        try (Served served = serveOnSmallDisk(folder.resolve("disk"), temporary)) {
            String large = served.put(1, body(3_000_000));
            assertThat(large).contains("\"DiskPath\"").doesNotContain("Err");
            assertThat(path(large)).as("it is outside").startsWith(temporary).hasBinaryContent(body(3_000_000));
            assertThat(path(large).getFileName().toString()).doesNotContain(".");
            assertThat(path(served.get(1))).isEqualTo(path(large));
            assertThat(served.put(2, body(1000))).contains("\"DiskPath\"");
            assertThat(served.get(2)).contains("\"Size\":1000");
            assertThat(served.get(3)).contains("\"Miss\":true");
            served.end();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void disk_thatIsFullEverywhere_isAnErrorForThatResult_andTheNextIsServed() throws Exception {
        root = folder.resolve("disk/root");
        try (Served served = serveOnSmallDisk(folder.resolve("disk"), folder.resolve("disk/temporary"))) {
            assertThat(served.put(1, body(3_000_000))).contains("\"Err\"").contains("No space left");
            assertThat(served.put(2, body(1000))).contains("\"DiskPath\"");
            assertThat(served.get(2)).contains("\"Size\":1000");
            assertThat(served.get(1)).contains("\"Miss\":true");
            served.end();
        }
    }

    @Test
    void disk_thatIsFull_makesWhatIsFetchedAMiss() throws Exception {
        root = folder.resolve("disk/root");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] large = body(3_000_000);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("X-Cacheprog-OutputID", sha256(large));
                exchange.getResponseHeaders().set("X-Cacheprog-UncompressedSize", "3000000");
                exchange.getResponseHeaders().set("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
                exchange.sendResponseHeaders(200, large.length);
                exchange.getResponseBody().write(large);
            }
        });
        server.start();
        more = List.of(
                "--remote-storage-type=http",
                "--http-storage-base-url=http://127.0.0.1:"
                        + server.getAddress().getPort());
        try (Served served = serveOnSmallDisk(folder.resolve("disk"), folder.resolve("temporary"))) {
            assertThat(served.get(1)).contains("\"Miss\":true");
            assertThat(served.put(2, body(1000))).contains("\"DiskPath\"");
            served.end();
        } finally {
            server.stop(0);
        }
        try (Stream<Path> left = Files.list(folder.resolve("temporary"))) {
            assertThat(left).isEmpty();
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Killed while a body comes, and while results are written one after the other. */
    @Test
    void process_thatIsKilled_leavesWholeResultsOnly() throws Exception {
        for (int kill = 0; kill < 4; kill++) {
            try (Served served = serve(folder.resolve("temporary"))) {
                for (int i = 0; i < 5 * kill; i++) {
                    served.put(i, body(1000 + i));
                }
                served.begin(kill, 5_000_000);
                served.process.destroyForcibly().waitFor();
            }
            try (Served served = serve(folder.resolve("temporary"))) {
                for (int i = 0; i < 5 * kill; i++) {
                    assertThat(path(served.get(i))).hasBinaryContent(body(1000 + i));
                }
                assertThat(served.get(100)).contains("\"Miss\":true");
                served.end();
            }
        }
    }

    @Test
    void folder_thatCannotBeWritten_costsTheCacheAndNotTheBuild() throws Exception {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
        try (Served served = serve(folder.resolve("temporary"), withPermissions())) {
            String put = served.put(1, body(1000));
            assertThat(path(put)).hasBinaryContent(body(1000));
            assertThat(served.get(1)).contains("\"Size\":1000");
            assertThat(served.end()).containsOnlyOnce("hone cache: ").contains(root.toString());
        } finally {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (Stream<Path> left = Files.list(folder.resolve("temporary"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void folder_thatIsTakenAway_whileABuildRuns_costsWhatWasInIt() throws Exception {
        try (Served served = serve(folder.resolve("temporary"))) {
            assertThat(served.put(1, body(1000))).contains("\"DiskPath\"");
            remove(root);
            assertThat(served.get(2)).contains("\"Miss\":true");
            String put = served.put(3, body(2000));
            assertThat(path(put)).hasBinaryContent(body(2000));
            served.end();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void folder_ofAnotherUser_isNotUsed() throws Exception {
        assumeTrue(isRoot(), "only root can make a folder that belongs to another user");
        Files.createDirectories(root);
        Files.setAttribute(root, "unix:uid", 65534);
        // One that we could write to all the same.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxr-x"));
        try (Served served = serve(folder.resolve("temporary"), withPermissions())) {
            assertThat(path(served.put(1, body(1000)))).startsWith(folder.resolve("temporary"));
            assertThat(served.end()).contains("it belongs to").contains("HONE_CACHE_DIR");
        }
    }

    @Test
    void folder_thatEverybodyCanWriteTo_orThatIsALink_isNotUsed() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.createSymbolicLink(root, other);
        try (Served served = serve(folder.resolve("temporary"))) {
            assertThat(path(served.put(1, body(10)))).startsWith(folder.resolve("temporary"));
            assertThat(served.end()).contains("it is a link or no folder");
        }
        assertThat(other).isEmptyDirectory();
        Files.delete(root);
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Served served = serve(folder.resolve("temporary"))) {
            assertThat(path(served.put(1, body(10)))).startsWith(folder.resolve("temporary"));
            assertThat(served.end()).contains("everybody can write to it");
        }
    }
}
