package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a new profile one machine builds once, and all others find what they need. */
@Tag("go")
@Tag("server")
class WarmBuildTest {
    private static final String COMPILED = "/compile ";
    private static final String FLAGS = "-trimpath -buildvcs=false";

    @TempDir
    Path folder;

    private Bucket bucket;
    private Machine first;
    private Machine second;
    private Path here;
    private Path there;

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void machines() throws IOException {
        bucket = Bucket.start(Files.createDirectories(folder.resolve("bucket")));
        first = Machine.on(bucket, folder.resolve("first"));
        // What is stored is tested: so it waits for all of it, also in builds of other words, of which nothing was
        // written down.
        second = Machine.on(bucket, folder.resolve("second")).with("HONE_CACHE_PLANS", "off");
        here = written(folder.resolve("here"));
        there = written(folder.resolve("there"));
    }

    private static Path written(Path program) throws IOException {
        for (String main : List.of("a", "b")) {
            Path home = Files.createDirectories(program.resolve("cmd").resolve(main));
            Files.writeString(
                    home.resolve("main.go"),
                    "package main\n\nimport \"example.com/two/part\"\n\nfunc main() { println(part.Twice(21), \"" + main
                            + "\") }\n");
        }
        Files.createDirectories(program.resolve("part"));
        Files.writeString(program.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return 2 * x }\n");
        Files.writeString(program.resolve("go.mod"), "module example.com/two\n\ngo 1.24\n");
        return program;
    }

    private static Path profileOf(Path program, String main) {
        return program.resolve("cmd").resolve(main).resolve("default.pgo");
    }

    private static Path example() {
        return Folder.ofCheckout().resolve("docs/examples/cpu.pb.gz");
    }

    private static void profile(Path program, String... mains) throws IOException {
        for (String main : mains) {
            Files.copy(example(), profileOf(program, main), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @AfterEach
    void stop() {
        first.cache("stop").run();
        second.cache("stop").run();
        bucket.close();
    }

    private Call warm(Machine machine, Path program, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "warm";
        System.arraycopy(words, 0, all, 1, words.length);
        return machine.cache(all)
                .in(program)
                .with("GOFLAGS", FLAGS)
                .with("CGO_ENABLED", "0")
                .with("GOCACHEPROG", HoneProcess.program() + " cache");
    }

    private Call build(Machine machine, Path program, String... words) {
        String[] all = new String[words.length + 4];
        System.arraycopy(new String[] {"build", "-x", "-o", folder + "/out/"}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        return machine.go(program, all).with("CGO_ENABLED", "0");
    }

    @Test
    void warm_afterANewProfile_letsOthersCompileNothing() throws IOException {
        profile(here, "a", "b");
        Call.Outcome warm = fine(warm(first, here, "./cmd/..."));
        assertThat(warm.err()).contains("runtime\n", "example.com/two/part\n");
        assertThat(warm.out())
                .containsPattern("[1-9][0-9]+ packages compiled anew")
                .contains("all is shared");

        profile(there, "a", "b");
        assertThat(fine(build(second, there, "./cmd/a", "./cmd/b")).err()).doesNotContain(COMPILED);

        assertThat(fine(warm(first, here, "./cmd/...")).out()).contains("nothing compiled anew");
    }

    @Test
    void programsWithOneProfile_shareWhatOneOfThemMade_onAnotherMachine() throws IOException {
        profile(here, "a");
        fine(warm(first, here, "-q", "./cmd/a"));

        profile(there, "b");
        String said = fine(build(second, there, "./cmd/b")).err();

        assertThat(said.lines().filter(line -> line.contains(COMPILED)))
                .as("the main package alone")
                .hasSize(1);
    }

    /** A profile that lies nowhere yet gives the keys of what will lie beside the programs. */
    @Test
    void warm_withAProfileFromElsewhere_makesAllButMainPackages_orThoseTooUnderTheSameName() throws IOException {
        Path elsewhere = Files.copy(example(), folder.resolve("new.pgo"));
        fine(warm(first, here, "-q", "--profile", elsewhere.toString(), "./cmd/a"));
        profile(there, "a");
        assertThat(fine(build(second, there, "./cmd/a")).err().lines().filter(line -> line.contains(COMPILED)))
                .as("the main package alone")
                .hasSize(1);

        Path named = Files.copy(example(), folder.resolve("default.pgo"));
        fine(warm(first, here, "-q", "--profile", named.toString(), "./cmd/b"));
        profile(there, "b");
        assertThat(fine(build(second, there, "./cmd/b")).err()).doesNotContain(COMPILED);
    }

    @Test
    void warm_forSeveralPlatforms_isABuildForEach() {
        String out = fine(warm(first, here, "-q", "--platform", "windows/arm64,linux/amd64", "./cmd/a"))
                .out();
        assertThat(out).contains("windows/arm64: ", "linux/amd64: ");
        assertThat(fine(build(second, there, "./cmd/a").with("GOOS", "windows").with("GOARCH", "arm64"))
                        .err())
                .doesNotContain(COMPILED);
    }

    @Test
    void warm_whereGoHasNoHelper_usesOurs_andSaysSo() {
        Call.Outcome warm = fine(warm(first, here, "--json", "./part").with("GOCACHEPROG", ""));
        assertThat(warm.err()).contains("note: GOCACHEPROG is not set, so this build is told to use ");
        assertThat(warm.out()).contains("\"left\" : 0").containsPattern("\"shared\" : [1-9]");
    }

    @Test
    void warm_ofWhatDoesNotBuild_endsAsGoDoes() throws IOException {
        Files.writeString(here.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return x y }\n");
        Call.Outcome broken = warm(first, here, "-q", "./part").run();
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.err()).contains("part/part.go:3", "hone: go build failed");
        assertThat(warm(first, here, "--", "-nonsense").run().exit()).isEqualTo(2);
        assertThat(warm(first, here, "--platform", "linux").run().exit()).isEqualTo(2);
        assertThat(warm(first, here, "--profile", "nowhere.pgo").run().exit()).isEqualTo(2);
    }

    @Test
    void warm_thatIsInterrupted_endsGo() throws Exception {
        Call.Running warm =
                warm(first, here, "--", "-a", "./cmd/a").interruptible().start();
        Patience.until(() -> goOf(warm.process()) && Files.size(warm.err()) > 0);
        List<ProcessHandle> children = warm.process().descendants().toList();
        warm.process().destroy();

        assertThat(warm.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        for (ProcessHandle child : children) {
            if (isGo(child)) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(warm.await().out()).isEmpty();
    }

    private static boolean goOf(Process process) {
        return process.descendants().anyMatch(WarmBuildTest::isGo);
    }

    private static boolean isGo(ProcessHandle process) {
        return process.info().command().filter(name -> name.endsWith("/go")).isPresent();
    }

    private static Call.Outcome fine(Call call) {
        Call.Outcome outcome = call.run();
        assertThat(outcome.exit()).as(call.words() + ": " + outcome.err()).isZero();
        return outcome;
    }
}
