package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Packs that a server makes of what builds have brought to it. */
final class PackRoutesTest {
    private static final String PACKS = "/cache/packs";

    @TempDir
    private Path folder;

    private static byte[] body(int step, int size) {
        byte[] body = new byte[size];
        new Random(step).nextBytes(body);
        return body;
    }

    private static String action(int step) {
        return RunningServer.sha256("step " + step);
    }

    private static void put(RunningServer server, int step, byte[] body) throws Exception {
        Reply reply = server.send(server.request("/cache/" + action(step))
                .PUT(BodyPublishers.ofByteArray(body))
                .header("X-Cacheprog-OutputID", RunningServer.sha256(body))
                .header("X-Cacheprog-UncompressedSize", Integer.toString(body.length))
                .header("X-Cacheprog-CompressionAlgorithm", ""));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private static Reply ask(RunningServer server, String lines) throws Exception {
        return server.send("POST", PACKS, lines);
    }

    /** What is said of a pack of these steps. */
    private static JsonNode pack(RunningServer server, Integer... steps) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int step : steps) {
            lines.append(action(step)).append('\n');
        }
        Reply reply = ask(server, lines.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        return reply.json();
    }

    private static byte[] bytes(RunningServer server, JsonNode pack) throws Exception {
        Reply reply = server.get("/cache/" + pack.path("pack").asString());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(RunningServer.sha256(reply.body()))
                .isEqualTo(pack.path("pack").asString());
        assertThat(reply.header("X-Cacheprog-OutputID"))
                .isEqualTo(pack.path("pack").asString());
        assertThat(reply.body()).hasSize(pack.path("stored").asInt());
        return reply.body();
    }

    private static List<String> packed(JsonNode pack) {
        return pack.path("results")
                .valueStream()
                .map(result -> result.path("action").asString())
                .toList();
    }

    private static JsonNode result(JsonNode pack, int step) {
        return pack.path("results")
                .valueStream()
                .filter(result -> result.path("action").asString().equals(action(step)))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] part(byte[] pack, JsonNode result) {
        int offset = result.path("offset").asInt();
        return Arrays.copyOfRange(pack, offset, offset + result.path("length").asInt());
    }

    @Test
    void pack_hasWhatWasAskedFor_inThatOrder_andIsAResultItself() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            for (int step = 0; step < 40; step++) {
                put(server, step, body(step, 100 + step * 37));
            }
            Integer[] asked = IntStream.range(0, 40).map(i -> 39 - i).boxed().toArray(Integer[]::new);
            JsonNode pack = pack(server, asked);
            byte[] all = bytes(server, pack);

            long offset = 0;
            for (int step : asked) {
                JsonNode result = result(pack, step);
                assertThat(part(all, result)).isEqualTo(body(step, 100 + step * 37));
                assertThat(result.path("output").asString()).isEqualTo(RunningServer.sha256(part(all, result)));
                assertThat(result.path("size").asInt()).isEqualTo(100 + step * 37);
                assertThat(result.path("compression").asString()).isEmpty();
                assertThat(result.path("offset").asLong()).isEqualTo(offset);
                offset += 100 + step * 37;
            }
            assertThat(pack(server, asked)).isEqualTo(pack);
        }
    }

    @Test
    void pack_leavesOutWhatIsNotThere() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(ask(server, "").text()).isEqualTo("{\"stored\":0,\"results\":[]}\n");
            assertThat(pack(server, 1, 2).path("results")).isEmpty();
            put(server, 2, body(2, 300));

            JsonNode pack = pack(server, 1, 2, 3);

            assertThat(packed(pack)).containsExactly(action(2));
            assertThat(bytes(server, pack)).isEqualTo(body(2, 300));
        }
    }

    @Test
    void pack_ofWhatSeveralActionsHave_hasItOnce() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            for (int step = 0; step < 3; step++) {
                put(server, step, body(7, 500));
            }
            JsonNode pack = pack(server, 0, 1, 2, 2);

            assertThat(packed(pack)).containsExactlyInAnyOrder(action(0), action(1), action(2));
            assertThat(bytes(server, pack)).isEqualTo(body(7, 500));
            assertThat(part(bytes(server, pack), result(pack, 2))).isEqualTo(body(7, 500));
        }
    }

    @Test
    void pack_isNoLargerThanAResultMayBe() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            put(server, 0, body(0, 600_000));
            put(server, 1, body(1, 600_000));
            put(server, 2, body(2, 400_000));

            JsonNode pack = pack(server, 0, 1, 2);

            assertThat(packed(pack)).containsExactlyInAnyOrder(action(0), action(2));
            assertThat(bytes(server, pack)).hasSize(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "../../etc/passwd", "\n", "{}", "\u0000"})
    void actions_thatAreNone_areRefused(String line) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = ask(server, action(1) + "\n" + line + "\n");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("Content-Type")).startsWith("text/plain");
        }
    }

    @Test
    void actions_thatAreTooMany_areRefused() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            String line = action(1) + "\n";
            assertThat(ask(server, line.repeat(2000)).status()).isEqualTo(200);
            assertThat(ask(server, line.repeat(2001)).text()).contains("2001", "2000");
            assertThat(ask(server, line.repeat(200_000)).status()).isEqualTo(413);
        }
    }

    @Test
    void pack_hasWhatItsCallerMaySee_andIsItsCallers() throws Exception {
        try (RunningServer server = RunningServer.withKeys(
                folder,
                "name=ci roles=read,submit",
                "name=reader roles=read",
                "name=fork roles=read,submit trust=no",
                "name=other roles=read,submit trust=no")) {
            put(server.as("ci"), 1, body(1, 300));
            put(server.as("fork"), 2, body(2, 400));

            assertThat(packed(pack(server.as("ci"), 1, 2))).containsExactly(action(1));
            assertThat(packed(pack(server.as("other"), 1, 2))).containsExactly(action(1));
            JsonNode ofFork = pack(server.as("fork"), 1, 2);
            assertThat(packed(ofFork)).containsExactlyInAnyOrder(action(1), action(2));
            assertThat(bytes(server.as("fork"), ofFork)).hasSize(700);
            String path = "/cache/" + ofFork.path("pack").asString();
            assertThat(server.as("ci").get(path).status()).isEqualTo(404);
            assertThat(server.as("other").get(path).status()).isEqualTo(404);
            assertThat(ask(server.as("reader"), action(1)).status()).isEqualTo(403);
            assertThat(ask(server, action(1)).status()).isEqualTo(401);
        }
    }

    @Test
    void nothingOfAPack_isLeftBehind() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            put(server, 1, body(1, 300_000));
            pack(server, 1, 2);
            pack(server, 2);
        }
        try (Stream<Path> left = Files.list(folder.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }
}
