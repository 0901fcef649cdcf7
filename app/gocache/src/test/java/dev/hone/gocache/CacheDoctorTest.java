package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants each reason for which builds miss, in real builds by the real Go, and expects it to be named. */
@Tag("go")
final class CacheDoctorTest {
    @TempDir
    Path folder;

    private Path program;
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    @BeforeEach
    void program() throws IOException {
        environment.put("GOFLAGS", "-trimpath -buildvcs=false");
        environment.put("CGO_ENABLED", "0");
        environment.put("GOCACHEPROG", "");
        environment.put("HONE_CACHE_DIR", folder.resolve("root").toString());
        program = write(folder.resolve("a").resolve("program"));
    }

    private static Path write(Path program) throws IOException {
        Files.createDirectories(program.resolve("part/testdata"));
        Files.writeString(program.resolve("go.mod"), "module example.com/small\n\ngo 1.24\n");
        Files.writeString(program.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return 2 * x }\n");
        Files.writeString(program.resolve("part/part_test.go"), """
                package part

                import (
                \t"os"
                \t"testing"
                )

                func TestTwice(t *testing.T) { os.ReadFile("testdata/x"); os.Getenv("TWICE") }
                """);
        Files.writeString(program.resolve("part/testdata/x"), "1");
        Files.setLastModifiedTime(program.resolve("part/testdata/x"), FileTime.from(Instant.EPOCH));
        Files.writeString(program.resolve("main.go"), """
                package main

                import "example.com/small/part"

                var when string

                func main() { println(part.Twice(21), when) }
                """);
        return program;
    }

    private Run doctor(String... words) {
        List<String> all = new ArrayList<>(List.of("cache", "doctor", "--in", program.toString()));
        all.addAll(List.of(words));
        return Run.of(environment, all.toArray(String[]::new));
    }

    /** What differs, for one reason first. */
    private static void assertNamed(Run run, String cause, String... words) {
        assertThat(run.exitCode()).as(run.out() + run.err()).isOne();
        assertThat(run.out()).containsPattern("\"findings\" : \\[ *\\n? *\\{\\s*\"cause\" : \"" + cause + "\"");
        assertThat(run.out()).contains(words);
    }

    @Test
    void builds_thatAreTheSame_areSaidToBe() {
        Run run = doctor("--", "./...");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("the keys of all of them are the same").doesNotContain("On another machine");
    }

    @Test
    void paths_thatAreNotTrimmed_areNamed() throws IOException {
        environment.put("GOFLAGS", "-buildvcs=false");
        Path other = write(folder.resolve("b").resolve("program"));
        Run run = doctor("--against", other.toString(), "--json", "--", "./...");
        assertNamed(run, "paths", "dir " + program.resolve("part"), "dir " + other.resolve("part"), "-trimpath");
        assertThat(doctor("--", "./...").out())
                .contains("the keys of all of them are the same")
                .contains("On another machine, or at another time, these would differ")
                .contains("dir " + program.resolve("part"));
        environment.put("GOFLAGS", "-buildvcs=false -trimpath");
        assertThat(doctor("--against", other.toString(), "--", "./...").exitCode())
                .isZero();
    }

    @Test
    void stampOfTheRepository_isNamed() throws Exception {
        environment.put("GOFLAGS", "-trimpath");
        commit("one");
        Path saved = folder.resolve("inputs.gz");
        Run save = doctor("--save", saved.toString(), "--", "-o", "/dev/null", ".");
        assertThat(save.exitCode()).as(save.err()).isZero();
        assertThat(save.out()).contains("hone cache doctor --compare " + saved).contains("vcs.revision=");
        commit("two");
        assertNamed(
                doctor("--compare", saved.toString(), "--json", "--", "-o", "/dev/null", "."),
                "vcs",
                "vcs.revision=",
                "-buildvcs=false");
    }

    private void commit(String message) throws Exception {
        for (String command : List.of(
                "git init -q .",
                "git add -A",
                "git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m " + message)) {
            Process git = new ProcessBuilder(command.split(" ", -1))
                    .directory(program.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(git.waitFor()).as(said).isZero();
        }
    }

    @Test
    void timesOfFilesThatTestsRead_areNamed() throws IOException {
        Path saved = folder.resolve("inputs.gz");
        doctor("--", "go", "test", "./part");
        assertThat(doctor("--save", saved.toString(), "--", "go", "test", "./part")
                        .exitCode())
                .isZero();
        Files.setLastModifiedTime(program.resolve("part/testdata/x"), FileTime.from(Instant.EPOCH.plusSeconds(86400)));
        doctor("--", "go", "test", "./part");
        assertNamed(
                doctor("--compare", saved.toString(), "--json", "--", "go", "test", "./part"),
                "times",
                "1970-01-01",
                "1970-01-02",
                "touch");
    }

    @Test
    void timesOfSources_areNamedAndHarmNobody() throws IOException {
        Path saved = folder.resolve("inputs.gz");
        Instant before = Instant.parse("2020-01-02T03:04:05Z");
        // What was written in the last two seconds go does not index.
        for (String name : List.of("part/part.go", "part/part_test.go", "part/testdata/x")) {
            Files.setLastModifiedTime(program.resolve(name), FileTime.from(before));
        }
        doctor("--save", saved.toString(), "--", "./...");
        Files.setLastModifiedTime(program.resolve("part/part.go"), FileTime.from(before.plusSeconds(1)));
        Run run = doctor("--compare", saved.toString(), "--", "./...");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("what differs and does no harm, of moduleIndex")
                .contains("file part.go 2020-01-02 03:04:05");
    }

    @Test
    void variables_areNamed() {
        Path saved = folder.resolve("inputs.gz");
        environment.put("CGO_ENABLED", "1");
        environment.put("GOFLAGS", "-buildvcs=false");
        doctor("--save", saved.toString(), "--", "./...");
        environment.put("CGO_CFLAGS", "-O1 -g");
        assertNamed(
                doctor("--compare", saved.toString(), "--json", "--", "./..."),
                "environment",
                "\"input\" : \"CGO_CFLAGS\"",
                "-O1 -g");
    }

    @Test
    void variableThatATestReads_isNamed() {
        Path saved = folder.resolve("inputs.gz");
        doctor("--", "go", "test", "./part");
        doctor("--save", saved.toString(), "--", "go", "test", "./part");
        environment.put("TWICE", "2");
        doctor("--", "go", "test", "./part");
        assertNamed(
                doctor("--compare", saved.toString(), "--json", "--", "go", "test", "./part"),
                "environment",
                "env TWICE");
    }

    @Test
    void flags_areNamed() {
        Path saved = folder.resolve("inputs.gz");
        doctor("--save", saved.toString(), "--", "./...");
        environment.put("GOFLAGS", "-trimpath -buildvcs=false -gcflags=-N");
        assertNamed(doctor("--compare", saved.toString(), "--json", "--", "./..."), "flags", "-gcflags=-N");
    }

    @Test
    void timeOfDay_isNamed() throws IOException {
        Path script = folder.resolve("build.sh");
        Files.writeString(script, "go build -o /dev/null -ldflags \"-X main.when=$(date +%Y-%m-%dT%H:%M:%S.%N)\" .\n");
        assertNamed(doctor("--json", "--", "sh", script.toString()), "clock", "main.when", "%cI");
    }

    @Test
    void fileThatIsWrittenByEachBuild_isNamed() throws IOException {
        Path script = folder.resolve("build.sh");
        Files.writeString(script, """
                printf 'package part\n\nconst At = "%s"\n' "$(date +%N)" >part/at.go
                go build ./...
                """);
        assertNamed(doctor("--json", "--", "sh", script.toString()), "written", "file at.go");
    }

    @Test
    void sources_thatDiffer_areNamed() throws IOException {
        Path other = write(folder.resolve("b").resolve("program"));
        Files.writeString(other.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return x + x }\n");
        assertNamed(doctor("--against", other.toString(), "--json", "--", "./..."), "source", "file part.go");
    }

    @Test
    void rebuildingFlag_isNamed() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.writeString(empty.resolve("go.mod"), "module example.com/empty\n\ngo 1.24\n");
        Files.writeString(empty.resolve("a.go"), "package empty\n");
        program = empty;
        Run run = doctor("--", "-a", ".");
        assertThat(run.exitCode()).isOne();
        assertThat(run.out()).contains("PROBLEM").contains("-a makes everything anew");
    }

    @Test
    void buildThatDoesNotWork_isSaidWithItsWords() throws IOException {
        Files.writeString(program.resolve("main.go"), "package main\n\nfunc main() { nothing() }\n");
        Run run = doctor("--", "./...");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("undefined: nothing").doesNotContain("HASH");
        assertThat(doctor("--", "no-such-program").err()).contains("no-such-program could not be run");
    }

    @Test
    void fileThatIsNoneOfOurs_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "HASH[a]");
        Run run = doctor("--compare", file.toString(), "--", "./...");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(file + " cannot be compared");
        assertThat(doctor("--compare", "a", "--save", "b").exitCode()).isEqualTo(2);
        assertThat(doctor("--compare", "a", "--against", "b").exitCode()).isEqualTo(2);
    }

    @Test
    void setUp_thatIsRight_isFine() throws IOException {
        Path helper = Files.writeString(
                folder.resolve("helper"), "#!/bin/sh\necho '{\"ID\":0,\"KnownCommands\":[\"get\"]}'\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        environment.put("GOCACHEPROG", helper + " direct");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(404, -1);
            }
        });
        server.start();
        try {
            environment.put("CACHEPROG_REMOTE_STORAGE_TYPE", "http");
            environment.put(
                    "CACHEPROG_HTTP_STORAGE_BASE_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            Files.createDirectories(folder.resolve("root"));
            Run run = doctor();
            assertThat(run.exitCode()).as(run.out()).isZero();
            assertThat(run.out().lines().filter(line -> line.startsWith("ok "))).hasSize(5);
        } finally {
            server.stop(0);
        }
        Run gone = doctor();
        assertThat(gone.exitCode()).isOne();
        assertThat(gone.out()).contains("PROBLEM  shared store");
    }

    @Test
    void setUp_thatIsWrong_isSaidPlaceByPlace() throws IOException {
        assertThat(doctor().out()).contains("PROBLEM  GOCACHEPROG  is not set: go uses its own cache");
        environment.put("GOCACHEPROG", folder.resolve("nowhere").toString());
        assertThat(doctor().out()).contains("nowhere cannot be started");
        environment.put("GOCACHEPROG", "echo hello");
        assertThat(doctor().out()).contains("echo hello does not answer as go expects: hello");
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        environment.put("GOCACHEPROG", "hone cache --s3-bukcet=b");
        assertThat(doctor().out()).contains("PROBLEM  settings").contains("--s3-bukcet");
        environment.put("GOCACHEPROG", "hone cache");
        assertThat(doctor().out()).contains("PROBLEM  folder").contains("everybody can write to it");
    }
}
