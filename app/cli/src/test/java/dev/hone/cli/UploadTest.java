package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadTest {
    private static final String RECEIPT = "{\"key\":\"web/staging/1\"}\n";

    @TempDir
    private Path folder;

    private final StandIn server = new StandIn().on("POST /api/profile/web", 201, RECEIPT);

    @AfterEach
    void stop() {
        server.close();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void upload_sendsTheFileAsItIs_andSaysNothing() throws IOException {
        Run run = Run.of("upload", file("cpu.pb.gz", "PROF"), "-a", "web", "-u", server.url());

        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.line()).isEqualTo("POST /api/profile/web");
            assertThat(asked.body()).isEqualTo("PROF");
            assertThat(asked.headers()).doesNotContainKeys("Authorization", "Content-encoding");
        });
    }

    @Test
    void upload_byAutopgosVariables_needsNoOptions() throws IOException {
        Map<String, String> variables =
                Map.of("AUTOPGO_API_URL", server.url(), "AUTOPGO_APP", "web", "AUTOPGO_LOG_LEVEL", "debug");

        assertThat(Run.with(variables, "upload", file("cpu", "PROF")).exitCode())
                .isZero();
        assertThat(server.lines()).containsExactly("POST /api/profile/web");
    }

    @Test
    void apiUrl_onTheLine_beatsHones_whichBeatsAutopgos() throws IOException {
        String file = file("cpu", "PROF");
        Map<String, String> both = Map.of("HONE_API_URL", server.url(), "AUTOPGO_API_URL", "http://127.0.0.1:1");
        Map<String, String> wrong = Map.of("HONE_API_URL", "http://127.0.0.1:1");

        assertThat(Run.with(both, "upload", file, "-a", "web").exitCode()).isZero();
        assertThat(Run.with(wrong, "upload", file, "-a", "web", "-u", server.url())
                        .exitCode())
                .isZero();
        assertThat(Run.with(Map.of("HONE_API_URL", "pgo.example.com"), "upload", file, "-a", "web")
                        .err())
                .startsWith("hone: HONE_API_URL takes a URL such as");
    }

    @Test
    void upload_withContext_sendsIt() throws IOException {
        Run.of(
                "upload",
                "-u",
                server.url(),
                "-a",
                "web",
                file("cpu", "PROF"),
                "--app-version",
                "v1 2",
                "--revision=a&b",
                "--instance",
                "pod-1",
                "--workload",
                "");

        assertThat(server.lines())
                .containsExactly("POST /api/profile/web?version=v1%202&revision=a%26b&instance=pod-1");
    }

    @Test
    void upload_fromStandardInput_sendsIt() {
        Run run =
                Run.withInput("PIPED".getBytes(StandardCharsets.UTF_8), "upload", "-u", server.url(), "-a", "web", "-");

        assertThat(run.exitCode()).isZero();
        assertThat(server.asked().getFirst().body()).isEqualTo("PIPED");
    }

    @Test
    void upload_ofSeveral_goesOnAfterARefusal() throws IOException {
        server.on("POST /api/profile/web", exchange -> {
            boolean bad = server.asked().getLast().body().equals("BAD");
            byte[] body =
                    (bad ? "{\"message\":\"no CPU profile\",\"code\":400}" : RECEIPT).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(bad ? 400 : 201, body.length);
            exchange.getResponseBody().write(body);
        });
        String bad = file("bad", "BAD");
        Run run = Run.of(
                "upload",
                "-u",
                server.url(),
                "-a",
                "web",
                file("a", "A"),
                bad,
                folder + "/gone",
                file("empty", ""),
                folder.toString(),
                file("b", "B"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err().lines())
                .containsExactly(
                        "hone: " + bad + ": the server says: no CPU profile (400)",
                        "hone: " + folder + "/gone: there is no such file",
                        "hone: " + folder + "/empty: it is empty",
                        "hone: " + folder + ": this is a folder; name the files in it");
        assertThat(server.asked()).extracting(StandIn.Asked::body).containsExactly("A", "BAD", "B");
    }

    @Test
    void upload_flagged_saysSo() throws IOException {
        server.on(
                "POST /api/profile/web",
                201,
                "{\"key\":\"k\",\"samples\":1200,\"flags\":[\"FEW_SAMPLES\",\"\\u001b[31m\"],\"duplicate\":true}");
        Run run = Run.of("upload", "-u", server.url(), "-a", "web", file("cpu", "PROF"));

        assertThat(run.err())
                .isEqualTo(folder + "/cpu: was uploaded to web before, and counts once, 1,200 samples; flagged "
                        + "FEW_SAMPLES, \\u001b[31m\n");
        assertThat(Run.of("upload", "-q", "-u", server.url(), "-a", "web", folder + "/cpu")
                        .err())
                .isEmpty();
    }

    @Test
    void json_hasAnEntryForEachFile() throws IOException {
        Run run = Run.of("upload", "--json", "-u", server.url(), "-a", "web", file("cpu", "PROF"), "gone");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("\"key\" : \"web/staging/1\"").contains("\"code\" : \"NOT_SENT\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web", "a/b", "..", "ü", "a b", ""})
    void app_thatIsNone_isRefusedBeforeTheServerIsAsked(String app) throws IOException {
        Run run = Run.of("upload", "-u", server.url(), "--app=" + app, file("cpu", "PROF"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("hone: " + app + " is not a valid application name");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void upload_withoutAnApp_namesTheOptionAndTheVariable() throws IOException {
        Run run = Run.of("upload", file("cpu", "PROF"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--app (or AUTOPGO_APP)");
    }

    @Test
    void upload_answeredOtherwiseThanCreated_isNoSuccess() throws IOException {
        server.on("POST /api/profile/web", 200, "<html>Please log in</html>");
        Run run = Run.of("upload", "-u", server.url(), "-a", "web", file("cpu", "PROF"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("the server answered 200: <html>Please log in</html>");
    }

    @Test
    void upload_redirected_sendsTheKeyNowhere() throws IOException {
        try (StandIn elsewhere = new StandIn()) {
            server.on("POST /api/profile/web", 307, "", "Location", elsewhere.url() + "/api/profile/web");
            Run run = Run.of("upload", "-u", server.url(), "--key", "secret", "-a", "web", file("cpu", "PROF"));

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("points elsewhere to " + elsewhere.url());
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void key_comesFromOptionVariableOrFile_inThisOrder() throws IOException {
        String keyFile = file("key", "from-file\n");
        String file = file("cpu", "PROF");
        String[] words = {"upload", "-u", server.url(), "-a", "web", file};
        Run.with(Map.of("HONE_API_KEY_FILE", keyFile), words);
        Run.with(Map.of("HONE_API_KEY_FILE", keyFile, "HONE_API_KEY", "from-variable"), words);
        Run.with(
                Map.of("HONE_API_KEY", "from-variable"),
                "upload",
                "--key",
                "from-line",
                "-u",
                server.url(),
                "-a",
                "web",
                file);

        assertThat(server.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer from-file", "Bearer from-variable", "Bearer from-line");
    }

    @Test
    void key_thatIsNone_isNotRepeated() throws IOException {
        Run run = Run.with(Map.of("HONE_API_KEY", "two words"), "upload", "-a", "web", file("cpu", "PROF"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("HONE_API_KEY holds no key").doesNotContain("two words");
    }

    @Test
    void upload_refusedForWantOfAKey_saysHowToGiveOne() throws IOException {
        server.on("POST /api/profile/web", 401, "{\"message\":\"a key is needed\",\"code\":401}");

        assertThat(Run.of("upload", "-u", server.url(), "-a", "web", file("cpu", "PROF"))
                        .err())
                .contains("the server says: a key is needed (401); give a key with HONE_API_KEY");
    }

    @Test
    void url_withAPath_keepsIt() throws IOException {
        server.on("POST /behind/api/profile/web", 201, RECEIPT);

        assertThat(Run.of("upload", "-u", server.url() + "/behind/", "-a", "web", file("cpu", "PROF"))
                        .exitCode())
                .isZero();
    }
}
