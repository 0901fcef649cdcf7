package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cacheprog's contract, to the letter. */
final class CacheRoutesTest {
    private static final byte[] BODY = "what a step gave".getBytes(StandardCharsets.UTF_8);
    private static final String ACTION = RunningServer.sha256("action");
    private static final String PATH = "/cache/" + ACTION;

    @TempDir
    private Path folder;

    private static HttpRequest.Builder put(RunningServer server, byte[] body) {
        return server.request(PATH)
                .PUT(BodyPublishers.ofByteArray(body))
                .header("X-Cacheprog-Outputid", RunningServer.sha256(BODY))
                .header("X-Cacheprog-Uncompressedsize", Integer.toString(BODY.length))
                .header("X-Cacheprog-Compressionalgorithm", "");
    }

    @Test
    void put_thenGet_givesTheBodyWithAllHeaders() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply stored = server.send(put(server, BODY).header("X-Cacheprog-Sha256Sum", RunningServer.sha256(BODY)));
            assertThat(stored.status()).isEqualTo(200);
            assertThat(stored.body()).isEmpty();

            Reply reply = server.send(server.request(PATH).header("Accept-Encoding", "gzip"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(BODY);
            assertThat(reply.header("Content-Length")).isEqualTo("16");
            assertThat(reply.header("Content-Encoding")).isEmpty();
            assertThat(reply.header("Last-Modified")).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} .* GMT");
            assertThat(reply.header("X-Cacheprog-OutputID")).isEqualTo(RunningServer.sha256(BODY));
            assertThat(reply.headers().map()).containsKey("x-cacheprog-compressionalgorithm");
            assertThat(reply.header("X-Cacheprog-UncompressedSize")).isEqualTo("16");

            Reply head = server.send("HEAD", PATH, "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEqualTo("16");
        }
    }

    @Test
    void get_ofWhatIsNotThere_isEmptyWithALength() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.get(PATH);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("Content-Length")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "..",
                "%2e%2e%2fetc%2fpasswd",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef00",
                "%00",
                "",
                "a/b"
            })
    void ids_thatAreNone_areRefused(String id) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            for (String method : new String[] {"GET", "PUT"}) {
                assertThat(server.raw(method, "/cache/" + id)).matches("(?s)HTTP/1.1 40[04] .*");
            }
            assertThat(server.raw("GET", "/cache/" + "0".repeat(10_000))).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void put_ofAnotherBody_isRefusedInPlainText_andSeenByNobody() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply other = server.send(put(server, "another body".getBytes(StandardCharsets.UTF_8)));
            assertThat(other.status()).isEqualTo(400);
            assertThat(other.header("Content-Type")).startsWith("text/plain");
            assertThat(other.text()).contains("is not taken").endsWith("\n");

            assertThat(server.send(put(server, BODY).header("X-Cacheprog-Sha256Sum", RunningServer.sha256("x")))
                            .status())
                    .isEqualTo(400);
            assertThat(server.get(PATH).status()).isEqualTo(404);
            assertThat(server.get("/metrics").text()).contains("hone_cache_puts_total{result=\"refused\"} 2");
        }
    }

    @Test
    void put_ofUnknownLength_is400() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.send(
                    put(server, BODY).PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(BODY))));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("Content-Length");
        }
    }

    @Test
    void put_ofMoreThanThereMayBe_is413() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            byte[] large = new byte[(int) RunningServer.LARGEST_RESULT.bytes() + 1];

            assertThat(server.send(put(server, large)).status()).isEqualTo(413);
            assertThat(server.send(put(server, BODY).setHeader("X-Cacheprog-Uncompressedsize", "9999999999"))
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void put_thatWaitsForAWord_isToldToGoOn() throws Exception {
        try (RunningServer server = RunningServer.of(folder);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.assembly().port())) {
            String head = "PUT " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\nExpect: 100-continue\r\n"
                    + "X-Cacheprog-OutputID: " + RunningServer.sha256(BODY)
                    + "\r\nX-Cacheprog-UncompressedSize: 16\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(25);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(BODY);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void keys_wantReadToUse_andSubmitToBring() throws Exception {
        try (RunningServer server = RunningServer.withKeys(
                folder, "name=reader roles=read", "name=writer roles=submit", "name=both roles=read,submit")) {
            Reply nobody = server.get(PATH);
            assertThat(nobody.status()).isEqualTo(401);
            assertThat(nobody.text()).contains("Authorization: Bearer");
            assertThat(server.send(put(server.as("stranger"), BODY)).status()).isEqualTo(401);
            assertThat(server.send(put(server.as("reader"), BODY)).text()).contains("role submit");
            assertThat(server.as("writer").get(PATH).status()).isEqualTo(403);
            assertThat(server.send(put(server.as("both"), BODY)).status()).isEqualTo(200);
            assertThat(server.as("reader").get(PATH).body()).isEqualTo(BODY);
        }
    }

    @Test
    void untrustedKey_seesWhatIsTrusted_andChangesNothingOfIt() throws Exception {
        try (RunningServer server = RunningServer.withKeys(
                folder,
                "name=ci roles=read,submit",
                "name=fork roles=read,submit trust=no",
                "name=other roles=read,submit trust=no")) {
            assertThat(server.send(put(server.as("fork"), BODY)).status()).isEqualTo(200);
            assertThat(server.as("fork").get(PATH).status()).isEqualTo(200);
            assertThat(server.as("other").get(PATH).status()).isEqualTo(404);
            assertThat(server.as("ci").get(PATH).status()).isEqualTo(404);

            assertThat(server.send(put(server.as("ci"), BODY)).status()).isEqualTo(200);
            assertThat(server.as("other").get(PATH).status()).isEqualTo(200);
        }
    }

    /** A profile that a pull request brought would reach all builds. */
    @Test
    void untrustedKey_isForTheBuildCacheOnly() throws Exception {
        try (RunningServer server =
                RunningServer.withKeys(folder, "name=fork roles=read,submit,promote,admin trust=no")) {
            assertThat(server.as("fork").upload("web", Profiles.cpu(1)).message())
                    .contains("not trusted");
            assertThat(server.as("fork").get("/api/profile").status()).isEqualTo(403);
            assertThat(server.as("fork")
                            .send("POST", "/v1/submit", Profiles.cpu(1))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void keyOfAnApp_hasTheNamespaceOfThatApp_unlessItNamesOne() throws Exception {
        try (RunningServer server = RunningServer.withKeys(
                folder,
                "name=all roles=read,submit",
                "name=web roles=read,submit app=web",
                "name=shop roles=read,submit app=shop cache=web")) {
            server.send(put(server.as("web"), BODY));

            assertThat(server.as("all").get(PATH).status()).isEqualTo(404);
            assertThat(server.as("shop").get(PATH).status()).isEqualTo(200);
        }
    }

    @Test
    void nothingThatArrived_isLeftBehind() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            byte[] large = new byte[500_000];
            server.send(put(server, large));
            server.send(put(server, large)
                    .setHeader("X-Cacheprog-Outputid", RunningServer.sha256(large))
                    .setHeader("X-Cacheprog-Uncompressedsize", "500000"));
            assertThat(server.get(PATH).body()).isEqualTo(large);
        }
        try (Stream<Path> left = Files.list(folder.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }
}
