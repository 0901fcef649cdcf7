package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.ByteSize;
import dev.hone.command.Arguments;
import dev.hone.command.Catalog;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Hone;
import dev.hone.command.Terminal;
import dev.hone.server.http.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandsTest {
    @TempDir
    private Path folder;

    private static final Path REPOSITORY = Path.of("..", "..");
    private static final List<Catalog.Entry> ENTRIES = Commands.catalog(
                    new World(InstantSource.system(), () -> 0, new SecureRandom(), Map.of(), new CountDownLatch(0)))
            .entries();

    @Test
    void commands_areDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder("# Commands that serve\n\nWritten by the program itself.\n");
        for (Catalog.Entry entry : ENTRIES) {
            page.append("\n## hone ").append(entry.name()).append("\n\n```\n");
            Run help = Run.of(("help " + entry.name()).split(" ", -1));
            assertThat(help.exitCode()).as(help.err()).isZero();
            page.append(help.out()).append("```\n");
        }
        Path file = REPOSITORY.resolve("docs/reference/servers.md");
        if (Boolean.getBoolean("hone.reference.write")) {
            Files.writeString(file, page);
        }

        assertThat(file).content().as("write it anew, as CONTRIBUTING.md says").isEqualTo(page.toString());
    }

    /** The command line may not know the server, so it has a list of its own; its help page is a file that is held to it. */
    @Test
    void commandLine_listsTheSameCommands() throws IOException {
        String help = Files.readString(REPOSITORY.resolve("docs/reference/commands.md"));
        int start = help.indexOf("\nServers:\n");
        assertThat(start).as("the group of servers").isPositive();
        String servers = help.substring(start + "\nServers:\n".length(), help.indexOf("\n\n", start));

        assertThat(servers.lines())
                .containsExactlyElementsOf(ENTRIES.stream()
                        .map(entry -> String.format("  %-20s %s", entry.name(), entry.summary()))
                        .toList());
    }

    @Test
    void launcher_startsTheSameCommandsHere() throws IOException {
        var words = Pattern.compile("\n *([a-z |]+)\\) use_program server")
                .matcher(Files.readString(REPOSITORY.resolve("dist/launch.sh")));

        List<String> started = new ArrayList<>();
        for (String before : List.of("", "cache ")) {
            assertThat(words.find()).isTrue();
            Arrays.stream(words.group(1).split(" \\| ", -1))
                    .map(word -> before + word)
                    .forEach(started::add);
        }
        assertThat(started)
                .containsExactlyElementsOf(
                        ENTRIES.stream().map(Catalog.Entry::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "server, AUTOPGO_BLOB_STORE_URL, AUTOPGO_EVENT_WRITER_URL",
        "worker, AUTOPGO_EVENT_READER_URL, AUTOPGO_EVENT_WRITER_URL",
    })
    void requiredOptions_areAskedFor(String command, String one, String other) {
        Run run = Run.of(command);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("are missing").contains(one).contains(other);
        assertThat(Run.of(Map.of("AUTOPGO_PORT", "http"), command).err()).contains("AUTOPGO_PORT takes a whole number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --max-body 0 | --max-body takes more than 0 and at most 1GiB, not 0B",
                "up --max-body 2GiB | --max-body takes more than 0 and at most 1GiB, not 2GiB",
                "up --max-body much | --max-body takes a size",
                "up --max-requests 0 | --max-requests takes a whole number from 1",
                "collector --max-connections -1 | --max-connections takes a whole number from 1",
                "server --blob-store-url mem:// --event-writer-url mem://x --max-rate 0 | --max-rate takes a whole number",
                "up --drain 2h | --drain takes 0s to 1h",
                "up --drain 5 | --drain takes a duration",
            })
    void limit_thatMakesNoSense_isRefused(String line, String complaint) {
        Run run = Run.of(line.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(complaint);
    }

    @Test
    void limits_areTakenFromOptionsAndVariables_andUsualOtherwise() {
        HttpLimits limits = limits(
                Map.of("HONE_MAX_RATE", "7", "HONE_DRAIN", "1s"),
                "--max-body=1MiB",
                "--max-requests=3",
                "--max-connections=4",
                "--drain=2s");

        assertThat(limits.body()).isEqualTo(ByteSize.ofMebibytes(1));
        assertThat(limits.concurrent()).isEqualTo(3);
        assertThat(limits.connections()).isEqualTo(4);
        assertThat(limits.rate()).isEqualTo(7);
        assertThat(limits.drain()).isEqualTo(Duration.ofSeconds(2));
        assertThat(limits(Map.of())).isEqualTo(HttpLimits.USUAL);
    }

    /** What a command with these options serves with. */
    private static HttpLimits limits(Map<String, String> environment, String... options) {
        AtomicReference<HttpLimits> read = new AtomicReference<>();
        Command command = new Command() {
            @Override
            public void declare(Declaration declaration) {
                LimitOptions.declare(declaration.environment("HONE"));
            }

            @Override
            public ExitCode run(Arguments arguments, Terminal terminal) {
                read.set(LimitOptions.of(arguments));
                return ExitCode.FINE;
            }
        };
        Catalog catalog = new Catalog(List.of(new Catalog.Entry("serve", "Servers", "serve", () -> command)), "serve");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                err,
                new Terminal.Facts(false, false, false, 100, environment),
                () -> 0);
        String[] words = Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new);

        assertThat(new Hone(catalog, terminal).run(words))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        return read.get();
    }

    @Test
    void largestBody_isThatOfTheLimits_onEveryDoorForProfiles() throws Exception {
        try (RunningServer server = RunningServer.taking(ByteSize.of(100), folder)) {
            byte[] profile = Profiles.cpu(1);

            assertThat(server.upload("web", profile).message()).contains("larger than 100 B");
            assertThat(server.send("POST", "/v1/submit", profile).status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--listen 0.0.0.0:0, --insecure",
        "--listen :0, --keys",
        "--listen x, HOST:PORT",
        "--keys k --insecure, contradict"
    })
    void up_thatWouldBeTooOpen_saysWhatToDo(String line, String hint) {
        Run run = Run.of(("up " + line).split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(hint);
    }

    @Test
    void server_saysHowOpenItIs_alsoWithKeys() throws IOException {
        String line = "server -p 0 --blob-store-url mem:// --event-writer-url mem://profiles";
        Path keys = Files.writeString(folder.resolve("keys"), "");

        assertThat(Run.of(line.split(" ", -1)).err())
                .startsWith("hone: anybody who can reach this port")
                .contains("hone up with --keys");
        assertThat(Run.of((line + " --keys " + keys).split(" ", -1)).err())
                .startsWith("hone: the keys guard Hone's own routes; on those of autopgo")
                .contains("anybody who can reach this port")
                .doesNotContain("--keys");
    }

    @Test
    void logLevel_beforeTheCommand_isTheServers() {
        Run run = Run.of(
                "-l", "error", "server", "-p", "0", "--blob-store-url", "mem://", "--event-writer-url", "mem://x");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("listening");
        assertThat(Run.of("-l", "loud", "up", "--listen", "x").err()).contains("HOST:PORT");
    }

    @Test
    void up_saysWhereItListens_whatToPaste_andWhereTheDataIs() {
        String data = folder.resolve("data").toString();
        Run run = Run.of("up", "--listen", "127.0.0.1:0", "--data", data);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("hone is listening on http://127\\.0\\.0\\.1:[0-9]+\n")
                .containsPattern("curl --data-binary @cpu.pprof http://127\\.0\\.0\\.1:[0-9]+/api/profile/my-app\n")
                .contains("data is in          " + data + "\n");
        assertThat(folder.resolve("data/signing-key.pem")).exists();
        assertThat(Run.of(Map.of("HONE_LISTEN", "localhost:0", "HONE_DATA", data), "up")
                        .out())
                .startsWith("hone is listening on http://localhost:");
    }
}
