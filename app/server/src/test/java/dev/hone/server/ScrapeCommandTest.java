package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type; that it scrapes is in ScrapingTest. Each test of a fault of autopgo's scraper says so. */
final class ScrapeCommandTest {
    @TempDir
    private Path folder;

    private String list(String json) throws IOException {
        return Files.writeString(folder.resolve("targets.json"), json).toString();
    }

    /** autopgo means to ask for sample size and app, and does not: without them it scrapes nothing for ever. */
    @Test
    void withoutSampleSizeOrApp_itSaysWhatIsMissing() throws Exception {
        String named = list("[{\"app\": \"web\", \"address\": \"http://127.0.0.1:1\"}]");
        Run run = Run.of("scrape", named);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--sample-size 5");
        assertThat(Run.of("scrape", named, "-s", "0").err()).contains("--sample-size");

        String nameless = list("[{\"address\": \"http://127.0.0.1:1\"}]");
        assertThat(Run.of("scrape", nameless, "-s", "1").err()).contains("names an app; name it with --app");
        Run fine = Run.of("scrape", nameless, "-s", "1", "-p", "0", "-a", "web");
        assertThat(fine.exitCode()).as(fine.err()).isZero();
    }

    /** autopgo ends in a panic. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "-s 1 -a web,                       name the file that lists the targets",
                "-s 1 -a web --mode x targets.json, 'x' is no kind of source; there are file, kube, nomad, consul, pyroscope, parca",
                "-s 1 -a web --once targets.json,   --once and a query are for",
                "-s 1 -a web missing.json,          missing.json is not there",
                "-s 1 -a Web targets.json,          'Web' is no app",
                "-s 1 -d 0s targets.json,           --duration takes more than 0s",
                "-s 1 --overhead 0 targets.json,    --overhead takes a share in percent",
                "-s 1 --quiet-hours x targets.json, write 22:00-06:00"
            })
    void wrongUse_isSaidAtTheStart(String line, String hint) throws Exception {
        String file = list("[{\"app\": \"web\", \"address\": \"http://127.0.0.1:1\"}]");
        String[] words = ("scrape " + line.replace(" targets.json", " " + file)).split(" ", -1);
        Run run = Run.of(words);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(hint);
    }

    @Test
    void aListThatIsNone_endsTheStart() throws Exception {
        Run run = Run.of("scrape", list("{"), "-s", "1", "-a", "web");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("targets.json is not JSON");
    }

    @Test
    void variables_areAutopgos() throws Exception {
        String file = list("[{\"address\": \"http://127.0.0.1:1\"}]");
        Map<String, String> variables = Map.of(
                "AUTOPGO_SAMPLE_SIZE", "1",
                "AUTOPGO_APP", "web",
                "AUTOPGO_PORT", "0",
                "AUTOPGO_DURATION", "1s",
                "AUTOPGO_FREQUENCY", "1m",
                "AUTOPGO_MODE", "file",
                "AUTOPGO_API_URL", "http://127.0.0.1:1");

        assertThat(Run.of(variables, "scrape", file).exitCode()).isZero();
        assertThat(Run.of(Map.of("AUTOPGO_DURATION", "1"), "scrape", file).err())
                .contains("AUTOPGO_DURATION");
    }

    @Test
    void theFormOfTheFirstReleases_needsNoOptions() throws Exception {
        String file = list("""
                {"apiUrl": "http://127.0.0.1:1", "sampleSize": 3, "profileDuration": 1, "scrapeFrequency": 60,
                 "targets": [{"app": "web", "address": "http://127.0.0.1:1"}]}""");

        assertThat(Run.of("scrape", file, "-p", "0").exitCode()).isZero();
        String wrong = list("{\"apiUrl\": \"localhost\", \"sampleSize\": 3, \"targets\": [{\"app\": \"web\", "
                + "\"address\": \"http://127.0.0.1:1\"}]}");
        assertThat(Run.of("scrape", wrong, "-p", "0").err()).contains("apiUrl is a URL such as");
    }

    /** A cluster that is away is asked again; the process lives. */
    @ParameterizedTest
    @ValueSource(strings = {"nomad", "consul"})
    void aListThatIsAway_endsNoStart(String mode) {
        String away = "http://127.0.0.1:1";
        Run run = Run.with(
                Map.of("NOMAD_ADDR", away, "CONSUL_HTTP_ADDR", away),
                "scrape",
                "--mode",
                mode,
                "-s",
                "1",
                "-a",
                "web",
                "-p",
                "0");

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void aKubeconfigThatIsMissing_endsTheStart() {
        Run run = Run.of("scrape", "missing.yaml", "--mode", "kube", "-s", "1", "-a", "web", "-p", "0");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("missing.yaml");
    }

    @Test
    void list_showsWhatWouldBeProfiled() throws Exception {
        String file = list("""
                [{"app": "web", "address": "http://10.0.0.2:6060"}, {"app": "batch", "address": "http://10.0.0.1:6060/p"},
                 {"app": "web"}]""");
        Run run = Run.of("scrape", file, "--list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                APP    INSTANCE         ADDRESS
                batch  10.0.0.1:6060/p  http://10.0.0.1:6060/p
                web    10.0.0.2:6060    http://10.0.0.2:6060/debug/pprof/profile

                LEFT OUT  REASON
                entry 3   it has no address
                """);
        assertThat(Run.of("scrape", file, "--list", "--json").out())
                .contains("\"address\" : \"http://10.0.0.1:6060/p\"");
        Run nothing = Run.of("scrape", list("[]"), "--list");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.out()).isEqualTo("there is nothing to profile\n");
    }

    @Test
    void up_takesAListToo_andSaysWhatIsWrongWithIt() throws Exception {
        String data = folder.resolve("data").toString();
        String file = list("[{\"app\": \"web\", \"address\": \"http://127.0.0.1:1\"}]");

        assertThat(Run.of("up", "--listen", "127.0.0.1:0", "--data", data, "--targets", file)
                        .exitCode())
                .isZero();
        Run missing = Run.of("up", "--listen", "127.0.0.1:0", "--data", data, "--targets", "missing.json");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("--targets: missing.json is not there");
    }
}
