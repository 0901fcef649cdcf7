package dev.hone.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exporters see; what is read of their bodies is in OtlpRequestTest. */
final class OtlpRoutesTest {
    private static final String PATH = "/v1development/profiles";

    @TempDir
    private Path folder;

    private static Reply export(RunningServer server, String type, byte[] body) throws Exception {
        return server.send(
                server.request(PATH).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** One sample of main.b, which main.a calls; without names when there are no lines. */
    private static byte[] request(boolean named) {
        Wire empty = new Wire();
        Wire inner = new Wire().number(2, 64);
        Wire outer = new Wire().number(2, 32);
        if (named) {
            inner.message(3, new Wire().number(1, 1).number(2, 12));
            outer.message(3, new Wire().number(1, 2).number(2, 3));
        }
        Wire dictionary = new Wire()
                .message(2, empty)
                .message(2, inner)
                .message(2, outer)
                .message(3, empty)
                .message(3, new Wire().number(1, 3).number(4, 10))
                .message(3, new Wire().number(1, 4).number(4, 1))
                .text(5, "")
                .text(5, "samples")
                .text(5, "count")
                .text(5, "main.b")
                .text(5, "main.a")
                .text(5, "cpu")
                .text(5, "nanoseconds")
                .message(7, empty)
                .message(7, new Wire().number(1, 1).number(1, 2));
        Wire profile = new Wire()
                .message(1, new Wire().number(1, 1).number(2, 2))
                .message(2, new Wire().number(1, 1).number(4, 500))
                .message(5, new Wire().number(1, 5).number(2, 6))
                .number(6, 10_000_000);
        Wire name = new Wire().text(1, "service.name").message(2, new Wire().text(1, "web"));
        return new Wire()
                .message(
                        1,
                        new Wire().message(1, new Wire().message(1, name)).message(2, new Wire().message(2, profile)))
                .message(2, dictionary)
                .bytes();
    }

    @Test
    void profiles_areTakenInAndPublished_andRefusalsAreCounted() throws Exception {
        try (RunningServer open = RunningServer.takingOtlp(folder, "fleet")) {
            RunningServer server = open.as("fleet");
            Reply taken = export(server, "application/x-protobuf", request(true));
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            assertThat(taken.body()).isEmpty();
            assertThat(taken.header("Content-Type")).isEqualTo("application/x-protobuf");

            Reply partly = export(server, "application/x-protobuf", request(false));
            assertThat(partly.status()).isEqualTo(200);
            assertThat(partly.text()).contains("it has addresses and no function names");
            server.await("web", status -> status.path("uploads").asInt() == 1);
            assertThat(server.get("/metrics").text())
                    .contains("hone_push_taken_total{wire=\"otlp\"} 1.0")
                    .contains("hone_push_refused_total{reason=\"refused\",wire=\"otlp\"} 1.0");
        }
    }

    @Test
    void whatIsWrong_isAStatusOfRpc() throws Exception {
        try (RunningServer server = RunningServer.takingOtlp(folder, "fleet")) {
            Reply keyless = export(server, "application/x-protobuf", request(true));
            assertThat(keyless.status()).isEqualTo(401);
            assertThat(keyless.header("Content-Type")).isEqualTo("application/x-protobuf");

            Reply json = export(server.as("fleet"), "application/json", "{}".getBytes(UTF_8));
            assertThat(json.status()).isEqualTo(400);
            assertThat(json.text()).contains("OTLP's JSON is not read here");
            Reply broken = export(server.as("fleet"), "application/x-protobuf", new byte[] {10, 9});
            assertThat(broken.status()).isEqualTo(400);
            assertThat(broken.text()).contains("does not fit in what is left");
        }
    }

    @Test
    void withoutTheFlag_nothingIsThere() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(export(server, "application/x-protobuf", request(true)).status())
                    .isEqualTo(404);
        }
    }
}
