package dev.hone.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.ByteSize;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Pyroscope's and Parca's clients see. */
final class PushRoutesTest {
    private static final String PUSH = "/push.v1.PusherService/Push";
    private static final String QUERY = "/querier.v1.QuerierService/SelectMergeStacktraces";
    private static final String LEGACY_QUERY = "/querier.v1.QuerierService/SelectMergeProfile";
    private static final String TYPE = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

    @TempDir
    private Path folder;

    private static byte[] heap() {
        return Profiles.of(
                1,
                100,
                true,
                new ValueType(Text.of("alloc_objects"), Text.of("count")),
                new ValueType(Text.of("alloc_space"), Text.of("bytes")));
    }

    /** A form as pyroscope-go 1.4.3, upstream/remote/remote.go, writes it. */
    private static byte[] form(byte[] profile) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = String.join(
                "\r\n",
                "--5c81",
                "Content-Disposition: form-data; name=\"profile\"; filename=\"profile.pprof\"",
                "Content-Type: application/octet-stream",
                "",
                "");
        out.writeBytes(head.getBytes(ISO_8859_1));
        out.writeBytes(profile);
        out.writeBytes("\r\n--5c81--\r\n".getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    private static Reply ingest(RunningServer server, String path, byte[] profile) throws Exception {
        return server.send(server.request(path)
                .header("Content-Type", "multipart/form-data; boundary=5c81")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(profile))));
    }

    private static Reply connect(RunningServer server, String path, String type, byte[] body) throws Exception {
        return server.send(server.request(path)
                .header("Content-Type", type)
                .header("Connect-Protocol-Version", "1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static byte[] series(String kind, byte[] profile) {
        return new Wire()
                .message(
                        1,
                        new Wire()
                                .message(1, new Wire().text(1, "__name__").text(2, kind))
                                .message(1, new Wire().text(1, "service_name").text(2, "web"))
                                .message(2, new Wire().bytes(1, profile)))
                .bytes();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] question(String service) {
        return new Wire()
                .text(1, TYPE)
                .text(2, "{service_name=\"" + service + "\"}")
                .number(6, 4)
                .bytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ingest", "/pyroscope/ingest"})
    void ingest_asTheGoSdkSendsIt_isPublishedWithWhereItComesFrom(String path) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = ingest(
                    server,
                    path + "?aggregationType=sum&from=1&name=Web.Shop%7B__session_id__%3Df00d%2Cversion%3Dv1%7D"
                            + "&sampleRate=100&spyName=gospy&units=samples&until=2",
                    Profiles.cpu(1));

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.body()).isEmpty();
            server.await(
                    "web-shop", status -> status.path("stable").path("number").asInt() == 1);
            assertThat(server.get("/api/profile/web-shop").status()).isEqualTo(200);
            assertThat(server.get("/metrics").text()).contains("hone_push_taken_total{wire=\"ingest\"} 1.0");
        }
    }

    @Test
    void ingest_ofWhatIsNotWanted_isAnsweredAsIfAllWereWell_andCounted() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(ingest(server, "/ingest?name=web", heap()).status()).isEqualTo(200);
            assertThat(server.send("POST", "/ingest?name=web&format=jfr", "FLR").status())
                    .isEqualTo(200);
            assertThat(server.send("POST", "/ingest?name=web&format=pprof", "").status())
                    .isEqualTo(200);

            assertThat(server.get("/metrics").text())
                    .contains(
                            "hone_push_ignored_total{reason=\"type\",wire=\"ingest\"} 1.0",
                            "hone_push_ignored_total{reason=\"format\",wire=\"ingest\"} 1.0",
                            "hone_push_ignored_total{reason=\"empty\",wire=\"ingest\"} 1.0");
            assertThat(server.get("/api/hone/v1/apps").text()).doesNotContain("web");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ingest?format=pprof, 400, the name of the app is missing",
        "/ingest?name=web%7Ba&format=pprof, 400, the labels have no end",
        "/ingest?name=web&format=exe, 400, format is pprof",
        "/ingest?name=web&format=pprof, 422, not a",
    })
    void ingest_thatIsWrong_isRefusedWithPyroscopesStatus(String path, int status, String said) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.send("POST", path, "no profile");

            assertThat(reply.status()).as(reply.text()).isEqualTo(status);
            assertThat(reply.message()).contains(said);
        }
    }

    @Test
    void ingest_ofAProfileWithoutStartLines_saysWhyItIsOfNoUse() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = ingest(server, "/ingest?name=web", Profiles.cpuWithoutStartLines(1));

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.message()).contains("on which line it starts");
        }
    }

    @Test
    void push_asAlloySendsIt_isTakenIn() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.send(server.request(PUSH)
                    .header("Content-Type", "application/proto")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(series("process_cpu", Profiles.cpu(1))))));

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("application/proto");
            assertThat(reply.body()).isEmpty();
            assertThat(connect(server, PUSH, "application/proto", series("memory", heap()))
                            .status())
                    .isEqualTo(200);
            server.await("web", status -> status.path("uploads").asInt() == 1);
            assertThat(server.get("/metrics").text())
                    .contains(
                            "hone_push_taken_total{wire=\"push\"} 1.0",
                            "hone_push_ignored_total{reason=\"type\",wire=\"push\"} 1.0");
        }
    }

    @Test
    void push_inJson_isTakenIn() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            String profile = Base64.getEncoder().encodeToString(Profiles.cpu(1));
            String json = "{\"series\":[{\"labels\":[{\"name\":\"service_name\",\"value\":\"web\"}],"
                    + "\"samples\":[{\"rawProfile\":\"" + profile + "\"}]}]}";
            Reply reply = connect(server, PUSH, "application/json; charset=utf-8", json.getBytes(UTF_8));

            assertThat(reply.text()).isEqualTo("{}\n");
            server.await("web", status -> status.path("uploads").asInt() == 1);
        }
    }

    @Test
    void push_thatIsWrong_isRefusedInConnectsForm() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertError(400, "invalid_argument", connect(server, PUSH, "application/proto", new byte[] {1}));
            assertError(400, "invalid_argument", connect(server, PUSH, "application/json", "[]".getBytes(UTF_8)));
            assertError(400, "invalid_argument", connect(server, PUSH, "application/grpc", new byte[0]));
            assertError(
                    400,
                    "invalid_argument",
                    connect(server, PUSH, "application/proto", series("process_cpu", new byte[] {1})));
        }
    }

    @Test
    void bomb_isNotUnpacked() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            byte[] bomb = gzip(new byte[65 << 20]);
            HttpRequest.Builder push = server.request(PUSH)
                    .header("Content-Type", "application/proto")
                    .header("Content-Encoding", "gzip");
            assertError(400, "invalid_argument", server.send(push.POST(HttpRequest.BodyPublishers.ofByteArray(bomb))));
            Reply ingest = server.send(server.request("/ingest?name=web&format=pprof")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bomb)));
            assertThat(ingest.status()).isEqualTo(413);
            Reply damaged = server.send(server.request("/ingest?name=web&format=pprof")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofString("no gzip")));
            assertThat(damaged.status()).isEqualTo(400);
        }
    }

    @Test
    void writeRaw_asParcasGatewayTakesIt_isTakenIn() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            String profile = Base64.getEncoder().encodeToString(Profiles.cpu(1));
            String json = "{\"series\":[{\"labels\":{\"labels\":[{\"name\":\"job\",\"value\":\"web\"}]},"
                    + "\"samples\":[{\"rawProfile\":\"" + profile + "\"}]}],\"normalized\":true}";
            assertThat(server.send("POST", "/profiles/writeraw", json).text()).isEqualTo("{}\n");
            server.await("web", status -> status.path("uploads").asInt() == 1);

            Reply bad = server.send("POST", "/profiles/writeraw", json.replace("\"job\"", "\"rack\""));
            assertThat(bad.status()).isEqualTo(400);
            assertThat(bad.message()).contains("service_name");
        }
    }

    @Test
    void query_forAProfileForBuilds_isAnsweredWithWhatIsPublished() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            byte[] published = unpacked(server.get("/api/profile/web").body());

            Reply proto = connect(server, QUERY, "application/proto", question("web"));
            assertThat(proto.status()).as(proto.text()).isEqualTo(200);
            assertThat(proto.header("Content-Type")).isEqualTo("application/proto");
            assertThat(proto.body())
                    .isEqualTo(new Wire()
                            .message(5, new Wire().bytes(1, published))
                            .bytes());
            assertThat(connect(server, LEGACY_QUERY, "application/proto", question("web"))
                            .body())
                    .isEqualTo(published);

            String json = "{\"profileTypeID\":\"" + TYPE + "\",\"labelSelector\":\"{service_name=\\\"web\\\"}\","
                    + "\"format\":\"PROFILE_FORMAT_PPROF\",\"stackTraceSelector\":{\"goPgo\":{\"keepLocations\":5}}}";
            Reply answer = connect(server, QUERY, "application/json", json.getBytes(UTF_8));
            assertThat(answer.json().path("pprof").path("profile").path("sampleType"))
                    .isNotEmpty();
        }
    }

    @Test
    void query_forNothing_isNotFound() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertError(404, "not_found", connect(server, QUERY, "application/proto", question("web")));
            assertError(501, "unimplemented", connect(server, QUERY, "application/proto", new byte[0]));
        }
    }

    @Test
    void keys_areTakenAsBearerOrPassword_andHoldForTheirApp() throws Exception {
        try (RunningServer server =
                RunningServer.withKeys(folder, "name=agent roles=submit app=web", "name=build roles=read app=web")) {
            String path = "/ingest?name=web";
            assertThat(ingest(server, path, Profiles.cpu(1)).status()).isEqualTo(401);
            assertThat(ingest(server.as("build"), path, Profiles.cpu(1)).status())
                    .isEqualTo(403);
            assertThat(ingest(server.as("agent"), "/ingest?name=other", Profiles.cpu(1))
                            .message())
                    .contains("not for the app 'other'");
            assertThat(server.send(server.request(path + "&format=pprof")
                                    .header("Authorization", basic("any:agent"))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(Profiles.cpu(1))))
                            .status())
                    .isEqualTo(200);
            server.as("build")
                    .await("web", status -> status.path("stable").path("number").asInt() == 1);
            assertThat(connect(server.as("build"), QUERY, "application/proto", question("web"))
                            .status())
                    .isEqualTo(200);
            assertError(
                    403,
                    "permission_denied",
                    connect(server.as("build"), QUERY, "application/proto", question("other")));
            assertError(403, "permission_denied", connect(server.as("agent"), PUSH, "application/proto", other()));
        }
    }

    @Test
    void connect_whatIsRefusedBeforeItsHandler_hasConnectsForm() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=build roles=read")) {
            Reply keyless = connect(server, PUSH, "application/proto", other());
            assertError(401, "unauthenticated", keyless);
            assertThat(keyless.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertError(401, "unauthenticated", connect(server, QUERY, "application/json", question("web")));
            assertError(403, "permission_denied", connect(server.as("build"), PUSH, "application/proto", other()));
        }
        try (RunningServer server = RunningServer.taking(ByteSize.of(100), folder)) {
            assertError(400, "invalid_argument", connect(server, PUSH, "application/proto", new byte[101]));
        }
    }

    /** That it works over HTTP/2 is in ParcaGrpcTest, with a real client. */
    @Test
    void grpc_overHttp1_isToldWhatItNeeds() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply reply = server.send(
                    "POST", "/parca.profilestore.v1alpha1.ProfileStoreService/WriteRaw", new byte[] {0, 0, 0, 0, 0});

            assertThat(reply.status()).isEqualTo(415);
            assertThat(reply.text()).contains("needs HTTP/2");
        }
    }

    private static byte[] other() {
        return new Wire()
                .message(
                        1,
                        new Wire()
                                .message(1, new Wire().text(1, "service_name").text(2, "other"))
                                .message(2, new Wire().bytes(1, Profiles.cpu(1))))
                .bytes();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static void assertError(int status, String code, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.json().path("code").asString()).isEqualTo(code);
        assertThat(reply.json().path("message").asString()).isNotBlank();
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }
}
