package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.Brought;
import dev.hone.cache.Source;
import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of profiles is what the real go does with them. */
@Tag("go")
final class ProfileReportTest {
    private static final Path PROFILE = Path.of("../../docs/examples/cpu.pb.gz");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private Path program;
    private Path root;

    @BeforeEach
    void program() throws IOException {
        root = folder.resolve("root");
        program = folder.resolve("program");
        environment.put("GOFLAGS", "-trimpath -buildvcs=false");
        environment.put("CGO_ENABLED", "0");
        environment.put("GOCACHEPROG", "");
        environment.put("GOCACHE", folder.resolve("gocache").toString());
        environment.put("HONE_CACHE_DIR", root.toString());
        for (String part : List.of("one", "two")) {
            Path home = Files.createDirectories(program.resolve("part").resolve(part));
            Files.writeString(
                    home.resolve("part.go"), "package " + part + "\n\nfunc Twice(x int) int { return 2 * x }\n");
        }
        Files.writeString(program.resolve("go.mod"), "module example.com/two\n\ngo 1.24\n");
        main("a", "one");
        main("b", "one", "two");
    }

    private void main(String name, String... parts) throws IOException {
        StringBuilder source = new StringBuilder("package main\n\nimport (\n");
        for (String part : parts) {
            source.append("    \"example.com/two/part/" + part + "\"\n");
        }
        source.append(")\n\nfunc main() {\n");
        for (String part : parts) {
            source.append("    println(" + part + ".Twice(21))\n");
        }
        Files.writeString(
                Files.createDirectories(program.resolve("cmd").resolve(name)).resolve("main.go"), source + "}\n");
    }

    private Path profileOf(String main) {
        return program.resolve("cmd").resolve(main).resolve("default.pgo");
    }

    private static EdgeMap calls() {
        return ProfileEdges.read(
                () -> new ProfileReader(ProfileLimits.defaults()).readUnchecked(PROFILE), GoRelease.GO_1_26);
    }

    private Path write(String name, EdgeMap calls) throws IOException {
        return Files.write(folder.resolve(name), Pprof.write(CanonicalProfile.of(calls)));
    }

    private Run report(String... words) {
        List<String> all = new ArrayList<>(List.of("cache", "report", "--in", program.toString()));
        all.addAll(List.of(words));
        return Run.of(environment, all.toArray(String[]::new));
    }

    /** How many packages go compiles, and how often it makes its list of calls. */
    private record Seen(long compiles, long preprocessed) {}

    private Seen build(String... mains) throws Exception {
        List<String> words = new ArrayList<>(List.of("go", "build", "-x", "-o", GoBuilds.NOWHERE));
        words.addAll(List.of(mains));
        Process process = new GoBuilds(environment)
                .builder(words, program)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return new Seen(
                said.lines().filter(line -> line.contains("/compile ")).count(),
                said.lines().filter(line -> line.contains("/preprofile ")).count());
    }

    private static int number(Run report, String name) {
        return Integer.parseInt(report.out().replaceFirst("(?s).*?\"" + name + "\" : ([0-9]+).*", "$1"));
    }

    @Test
    void compiles_areThoseThatGoDoes() throws Exception {
        Files.copy(PROFILE, profileOf("a"));
        long first = build("./cmd/a").compiles();
        Run before = report("--json", "./cmd/a");
        assertThat(number(before, "packages")).isEqualTo((int) first);

        // The same calls in other bytes: nothing.
        Path recoded = write("recoded.pgo", calls());
        assertThat(recoded)
                .content(StandardCharsets.ISO_8859_1)
                .isNotEqualTo(Files.readString(PROFILE, StandardCharsets.ISO_8859_1));
        Run same = report("--profile", recoded.toString(), "./cmd/a");
        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out())
                .contains("No package of " + first + " is compiled again", "makes its list of calls once");
        Files.copy(recoded, profileOf("a"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(build("./cmd/a")).isEqualTo(new Seen(0, 1));
        assertThat(report("--profile", recoded.toString(), "./cmd/a").out()).startsWith("Nothing is made again");

        // Another program that gets the same finds all that it shares with the first.
        Run shared = report("--json", "--profile", recoded.toString(), "./cmd/...");
        Files.copy(recoded, profileOf("b"));
        assertThat(build("./cmd/b").compiles())
                .isEqualTo(number(shared, "compiledAgain"))
                .as("b itself, and what it alone imports")
                .isEqualTo(2);
        assertThat(report("./cmd/...").out()).contains("2 main packages with 1 profile", "compiled once for all");

        // One weight of it more: everything.
        Path other = write(
                "other.pgo",
                new EdgeSum(1)
                        .add(calls())
                        .add(new Edge(
                                calls().edge(0).caller(),
                                calls().edge(0).callee(),
                                calls().edge(0).offset(),
                                1))
                        .toMap());
        Run all = report("--profile", other.toString(), "./cmd/a");
        assertThat(all.exitCode()).isOne();
        assertThat(all.out())
                .contains(first + " packages of " + first + " are compiled again for example.com/two/cmd/a")
                .contains("has other calls than the profile that builds have now, or other weights")
                .contains("is not known");
        Files.copy(other, profileOf("a"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(build("./cmd/...")).isEqualTo(new Seen(first, 1));

        // Now they have different ones.
        long both = first - 1;
        assertThat(report("./cmd/...").out())
                .contains("2 main packages with 2 profiles: " + both
                        + " packages that several of them use, compiled 2 times; with one profile for all, once");
    }

    @Test
    void profileThatIsNone_isRefused_asGoWouldDo() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pgo"), "GO PREPROFILE V1\n");
        assertThat(report("--profile", text.toString()).err())
                .contains(text.toString(), "is no profile that go builds with");
        assertThat(report("--profile", folder.resolve("nowhere").toString()).exitCode())
                .isEqualTo(3);
        Files.copy(text, profileOf("a"));
        Run run = report("--profile", PROFILE.toString(), "./cmd/a");
        assertThat(run.exitCode()).isOne();
        assertThat(run.out()).contains("go refuses what is there now", "go does not build example.com/two/cmd/a");
    }

    @Test
    void profileWithoutCalls_isAVariantOfItsOwn() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pgo"), "");
        Run run = report("--profile", empty.toString(), "./cmd/a");
        assertThat(run.exitCode()).isOne();
        assertThat(run.out()).contains("is a profile of its own", "Better have no file");
    }

    @Test
    void goflags_decideWhatBuildsHaveNow() throws IOException {
        Files.copy(PROFILE, profileOf("a"));
        environment.put("GOFLAGS", "-pgo=off");
        assertThat(report("./cmd/a").out()).contains("none", "GOFLAGS has -pgo=off");
        environment.put("GOFLAGS", "-pgo=" + PROFILE.toAbsolutePath());
        assertThat(report("./cmd/...").out()).contains("2 main packages with 1 profile:", "GOFLAGS has -pgo=/");
    }

    @Test
    void packagesWithoutPrograms_andThatAreNone_areToldApart() {
        assertThat(report("./part/...").err()).contains("there is no main package among ./part/...");
        assertThat(report("./nowhere").err()).contains("go cannot say what ./nowhere are", "nowhere");
        assertThat(report("./...").out()).contains("2 main packages with no profile", "compiled once for all");
        assertThat(report("--last", "2", "./...").exitCode()).isEqualTo(2);
    }

    @Test
    void cost_isThatOfABuildThatMadeAboutAsMuch_orNotKnown() {
        List<BuildReport> reports = List.of(
                made("/src", "go build", 1000),
                made("/other", "go build", 70),
                made("/src", "go test", 70),
                made("/src", "go build", 90),
                made("/src", "go install", 80),
                made("/src", "go build", 59));
        assertThat(ProfileReport.like(reports, "/src", 60)).isEqualTo(reports.get(4));
        assertThat(ProfileReport.like(reports, "/src", 10)).isEqualTo(reports.get(5));
        assertThat(ProfileReport.like(reports, "/src", 2)).isNull();
        assertThat(ProfileReport.like(reports, "/src", 0)).isNull();
    }

    private static BuildReport made(String folder, String command, long made) {
        return new BuildReport(
                new BuildReport.Facts(Instant.EPOCH, command, folder, "daemon", "", "rw"),
                Duration.ofSeconds(1),
                Map.of(Source.UNASKED, made),
                0,
                0,
                Brought.NOTHING,
                new BuildReport.Waits(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                made,
                1,
                0,
                0,
                0);
    }
}
