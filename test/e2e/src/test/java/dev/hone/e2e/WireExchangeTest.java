package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.e2e.WirePattern.Strictness;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings are read as they are written, and an answer is held to what matters about one. */
class WireExchangeTest {
    private static final String TEXT = """
            # A note.
            POST /api/profile/web HTTP/1.1
            Host: <host>

            @cpu
            ---
            HTTP/1.1 201 Created
            Content-Type: application/json
            ~Date: <date>
            ~Content-Length: 42

            {"key":"web/staging/<digits>"}
            """;
    private static final WireExchange UPLOAD = WireExchange.parse("upload", TEXT);

    @Test
    void parse_ofExchange_keepsEverything() {
        assertThat(UPLOAD.notes()).containsExactly("# A note.");
        assertThat(UPLOAD.request().body()).isEqualTo("@cpu\n");
        assertThat(UPLOAD.answer().valueOf("content-length")).contains("42");
        assertThat(UPLOAD.format()).isEqualTo(TEXT);
    }

    @Test
    void parse_ofBodyThatEndsInBackslash_leavesOutTheEndOfItsLine() {
        WireMessage message = WireMessage.parse("HTTP/1.1 200 OK\n\nOK\\\n");

        assertThat(message.body()).isEqualTo("OK");
        assertThat(message.format()).isEqualTo("HTTP/1.1 200 OK\n\nOK\\\n");
    }

    @Test
    void parse_withoutCut_saysSo() {
        assertThatThrownBy(() -> WireExchange.parse("x", "GET / HTTP/1.1\n")).hasMessageContaining("no line ---");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autopgo/upload",
                "autopgo/download",
                "autopgo/list",
                "autopgo/delete",
                "autopgo/health",
                "autopgo/worker",
                "autopgo/bus-down",
                "autopgo/bucket-down",
                "pgofleet/submit",
                "pgofleet/merge",
                "pgofleet/other"
            })
    void story_ofRecordings_isReadAndWrittenAsItStands(String folder) throws IOException {
        List<WireExchange> story = WireExchange.story(folder);

        assertThat(story).isNotEmpty();
        for (WireExchange exchange : story) {
            Path file = WireExchange.recordings().resolve(folder).resolve(exchange.name());
            assertThat(file).hasContent(exchange.format());
            WireBodies.resolve(exchange.request().body());
        }
    }

    @Test
    void answer_withMoreFieldsAndHeaders_isCompatibleButNotLiteral() {
        WireMessage answer = WireMessage.parse("""
                HTTP/1.1 201 Fine
                content-type: application/json
                Server: other

                {"key":"web/staging/1","digest":"x"}
                """);

        assertThat(WireMatch.ofAnswer(UPLOAD.answer(), answer, Strictness.COMPATIBLE))
                .isEmpty();
        assertThat(WireMatch.ofAnswer(UPLOAD.answer(), answer, Strictness.LITERAL))
                .extracting(mismatch -> mismatch.replaceFirst(":.*", ""))
                .containsExactly("status", "header Date", "header Content-Length", "body");
    }

    @Test
    void answer_thatDiffers_isSaidInWords() {
        WireMessage answer = WireMessage.parse("HTTP/1.1 200 OK\nContent-Type: text/html\n\n{\"key\":\"web/x\"}\n");

        assertThat(WireMatch.ofAnswer(UPLOAD.answer(), answer, Strictness.COMPATIBLE))
                .containsExactly(
                        "status: recorded '201', but it was '200'",
                        "header Content-Type: recorded 'application/json', but it was 'text/html'",
                        "body: recorded '{\"key\":\"web/staging/<digits>\"}\\x0a', but it was '{\"key\":\"web/x\"}\\x0a'");
    }

    @Test
    void answer_withMethodsInAnotherOrder_matches() {
        WireMessage recorded = WireMessage.parse("HTTP/1.1 405 No\nAllow: GET, HEAD\n");

        assertThat(WireMatch.ofAnswer(
                        recorded, WireMessage.parse("HTTP/1.1 405 No\nAllow: HEAD,GET\n"), Strictness.COMPATIBLE))
                .isEmpty();
        assertThat(WireMatch.ofAnswer(
                        recorded, WireMessage.parse("HTTP/1.1 405 No\nAllow: GET\n"), Strictness.COMPATIBLE))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<digits> | 17 | true | true",
                "<digits> | 17x | false | false",
                "<digits=17> | 18 | true | false",
                "<text=no> | why not | true | false",
                "<text=no> | no | true | true",
                "{\"message\":\"<text=a>\",\"code\":400} | {\"message\":\"b\",\"code\":400} | true | false",
                "{\"message\":\"<text>\"} | {\"message\":\"a \\\"b\\\"\"} | true | true",
                "{\"code\":400} | {\"code\":400,\"reason\":\"x\"} | true | false",
                "{\"code\":400} | {\"code\":4001} | false | false",
                "{} | {} | true | true",
                "{} | {\"x\":1} | true | false",
                "<time> | 2026-11-21T08:00:00.123Z | true | true",
                "<time> | 2026-11-21 08:00:00 | false | false",
                "<uuid> | 0b3c0a36-3b5c-4f0e-9d55-1b7a2ab1c111 | true | true",
                "<html> | <html> | true | true",
                "<html> | html | false | false",
            })
    void pattern_matchesAsCloselyAsItIsAsked(String template, String text, boolean compatible, boolean literal) {
        WirePattern pattern = new WirePattern(template);

        assertThat(pattern.matches(text, Strictness.COMPATIBLE)).isEqualTo(compatible);
        assertThat(pattern.matches(text, Strictness.LITERAL)).isEqualTo(literal);
    }

    @Test
    void pattern_ofPackedBody_wantsOneOrTheVeryOne() {
        String body = "\u001f\u008b\bbytes";
        WirePattern pattern = new WirePattern(WirePattern.gzip(body));

        assertThat(pattern.matches(body, Strictness.LITERAL)).isTrue();
        assertThat(pattern.matches(body + "x", Strictness.LITERAL)).isFalse();
        assertThat(pattern.matches(body + "x", Strictness.COMPATIBLE)).isTrue();
        assertThat(pattern.matches("bytes", Strictness.COMPATIBLE)).isFalse();
    }

    @Test
    void replay_againstServer_asksWhatWasRecordedAndNamesWhatDiffers() {
        WireMessage wrong = WireMessage.parse("HTTP/1.1 500 No\nContent-Length: <length>\n\n{}\n");
        WireMessage right = WireMessage.parse(
                "HTTP/1.1 201 Yes\nContent-Type: application/json\nContent-Length: <length>\n\n{\"key\":\"web/staging/7\"}\n");
        try (CannedServer server = CannedServer.answering(List.of(right, wrong))) {
            URI address = URI.create("http://127.0.0.1:" + server.port());
            WireExchange upload = WireExchange.parse("up", TEXT.replace("Host: <host>", "Content-Length: <length>"));

            WireReplay.replay(upload, address);
            assertThatThrownBy(() -> WireReplay.replay(upload, address))
                    .hasMessageContaining("up: POST /api/profile/web")
                    .hasMessageContaining("recorded '201', but it was '500'");
            assertThat(server.requests().getFirst().body()).isEqualTo(WireBodies.resolve("@cpu"));
        }
    }

    @Test
    void socket_sendsAndReadsChunks() {
        WireMessage answer = WireMessage.parse("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nhello\n");
        try (CannedServer server = CannedServer.answering(List.of(answer))) {
            WireMessage request = WireMessage.parse("PUT / HTTP/1.1\nTransfer-Encoding: chunked\n\nbody\n");

            assertThat(WireSocket.ask(server.port(), request).body()).isEqualTo("hello\n");
            assertThat(server.requests().getFirst().body()).isEqualTo("body\n");
        }
    }

    @Test
    void call_ofClient_isReadAsItIsWritten() {
        ClientCall call = ClientCall.parse(
                "x", "# n\n$ list\n--- answer\nHTTP/1.1 200 OK\n\n{}\n--- exit\n0\n--- out\n--- err\n--- files\n");

        assertThat(call.answers()).hasSize(1);
        assertThat(call.findings()).containsEntry("exit", "0\n").containsEntry("out", "");
        assertThat(ClientCall.parse("x", call.format())).isEqualTo(call);
    }
}
