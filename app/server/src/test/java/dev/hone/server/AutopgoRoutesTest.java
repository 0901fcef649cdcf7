package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What autopgo's clients see. */
final class AutopgoRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void upload_isAnsweredAsAutopgoDoes_andMore() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            Reply first = server.upload("web", Profiles.cpu(1));
            assertThat(first.status()).isEqualTo(201);
            assertThat(first.json().path("key").asString()).matches("web/staging/[0-9]{19}");
            assertThat(first.text()).startsWith("{\"key\":\"web/staging/").endsWith("}\n");
            assertThat(first.header("Content-Type")).isEqualTo("application/json");
            assertThat(first.json().path("samples").asInt()).isEqualTo(4_000);

            Reply again = server.upload("web", Profiles.cpu(1));
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.json().path("duplicate").asBoolean()).isTrue();
            assertThat(again.json().path("key")).isEqualTo(first.json().path("key"));
        }
    }

    @Test
    void upload_inChunksWithoutTypeOrLength_isTakenIn() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            byte[] profile = Profiles.cpu(1);
            Reply reply = server.send(server.request("/api/profile/web")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(profile))));

            assertThat(reply.status()).isEqualTo(201);
        }
    }

    @Test
    void download_rightBehindTheFirstUpload_hasIt() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            for (int i = 0; i < 20; i++) {
                server.upload("web-" + i, Profiles.cpu(1));
                assertThat(server.get("/api/profile/web-" + i).status()).isEqualTo(200);
            }
            assertThat(server.get("/api/profile/nothing").status()).isEqualTo(404);
        }
    }

    @Test
    void download_hasTheSameBytesForClientsThatUnpack_andIsNotSentTwice() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            Reply plain = server.get("/api/profile/web");
            Reply gzip = server.send(server.request("/api/profile/web").header("Accept-Encoding", "gzip"));

            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.body()).isEqualTo(gzip.body()).startsWith(0x1f, 0x8b);
            assertThat(plain.headers().map()).doesNotContainKey("content-encoding");
            assertThat(gzip.headers().map()).doesNotContainKey("content-encoding");
            assertThat(plain.header("Content-Type")).isEqualTo("application/x-gzip");
            assertThat(plain.header("X-Hone-Generation")).isEqualTo("1");

            String etag = plain.header("ETag");
            assertThat(etag).matches("\"[0-9a-f]{64}\"");
            for (String tag : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
                Reply known = server.send(server.request("/api/profile/web").header("If-None-Match", tag));
                assertThat(known.status()).isEqualTo(304);
                assertThat(known.body()).isEmpty();
                assertThat(known.header("ETag")).isEqualTo(etag);
            }
            Reply other = server.send(server.request("/api/profile/web").header("If-None-Match", "\"other\""));
            assertThat(other.body()).isEqualTo(plain.body());
        }
    }

    @Test
    void head_isAnsweredAsGet_withoutTheProfile() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            Reply head = server.send(server.request("/api/profile/web").HEAD());

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.header("Content-Length"))
                    .isEqualTo(String.valueOf(server.get("/api/profile/web").body().length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"canonical", "preprofile", "raw", "edges", "manifest", "signature"})
    void download_inEveryForm_hasATagOfItsOwn(String form) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            Reply reply = server.get("/api/profile/web?form=" + form);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isNotEmpty();
            assertThat(server.send(server.request("/api/profile/web?form=" + form)
                                    .header("If-None-Match", reply.header("ETag")))
                            .status())
                    .isEqualTo(304);
            String canonical = server.get("/api/profile/web").header("ETag");
            assertThat(reply.header("ETag").equals(canonical)).isEqualTo(form.equals("canonical"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "form=huge, 400, form is canonical",
        "generation=x, 400, generation is a number",
        "generation=7, 404, Not Found",
        "digest=ab, 404, 12 or more",
        "digest=abcdefabcdef, 404, Not Found",
        "channel=beta, 404, Not Found",
    })
    void download_ofWhatIsNotThere_saysSo(String query, int status, String message) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            server.publish("web", Profiles.cpu(1), 1);
            Reply reply = server.get("/api/profile/web?" + query);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.message()).contains(message);
        }
    }

    @Test
    void listAndDelete_areAnsweredAsAutopgoDoes() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(server.get("/api/profile").text()).isEqualTo("{\"profiles\":[]}\n");
            assertThat(server.send("DELETE", "/api/profile/web", "").message()).isEqualTo("Not Found");
            server.publish("web", Profiles.cpu(1), 1);

            Reply list = server.get("/api/profile");
            assertThat(list.json().path("profiles").get(0).path("key").asString())
                    .isEqualTo("web");
            assertThat(list.json().path("profiles").get(0).path("size").asInt())
                    .isEqualTo(server.get("/api/profile/web").body().length);
            assertThat(list.text()).containsPattern("\"lastModified\":\"20[0-9-]+T[0-9:.]+Z\"");

            assertThat(server.send("DELETE", "/api/profile/web", "").text()).isEqualTo("{}\n");
            server.await("web", status -> status.path("uploads").asInt() == 0);
        }
    }

    @Test
    void unknownPathsAndMethods_areAnsweredAsGoDoes() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(server.get("/api/profile/").status()).isEqualTo(404);
            assertThat(server.get("/api").text()).isEqualTo("404 page not found\n");
            Reply patch = server.send("PATCH", "/api/profile/web", "");
            assertThat(patch.status()).isEqualTo(405);
            assertThat(Arrays.asList(patch.header("Allow").split(", "))).contains("GET", "HEAD", "POST", "DELETE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "%C3%BC", "a%2Fb", "a%2fb", "%2e%2e", "a.", "a_b", "a%00b", "a%20b", "a%5Cb", "a;b=c"})
    void app_withAnotherName_isRefused_andNothingIsStored(String name) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            for (String method : new String[] {"GET", "POST", "DELETE"}) {
                assertThat(server.raw(method, "/api/profile/" + name))
                        .as(method)
                        .matches("(?s)HTTP/1.1 (400|404) .*");
            }
            assertThat(server.get("/api/hone/v1/apps").text()).isEqualTo("{\"apps\":[]}\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../..", "a/b", "a/../../b", "/"})
    void app_thatIsNoSegment_isNoRoute(String name) throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(server.raw("POST", "/api/profile/" + name)).matches("(?s)HTTP/1.1 40[0145] .*");
            assertThat(server.get("/api/hone/v1/apps").text()).isEqualTo("{\"apps\":[]}\n");
        }
    }

    @Test
    void app_ofOneHyphenOrAHundredLetters_isTaken_andLongerOnesAreNot() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(server.upload("-", Profiles.cpu(1)).status()).isEqualTo(201);
            assertThat(server.upload("a".repeat(100), Profiles.cpu(1)).status()).isEqualTo(201);
            for (int length : new int[] {101, 300}) {
                Reply reply = server.upload("a".repeat(length), Profiles.cpu(1));
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.message()).isEqualTo("invalid app name");
            }
        }
    }
}
