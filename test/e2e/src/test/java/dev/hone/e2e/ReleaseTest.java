package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What dist/release packs runs by itself, wherever it is put. */
@Tag("dist")
final class ReleaseTest {
    private static final String MAIN = "dev.hone.cli.Main";
    private static final Path SAMPLE = Folder.ofCheckout().resolve("docs/examples/cpu.pb.gz");

    @TempDir
    private Path temporary;

    private Release release;

    @BeforeEach
    void unpack() {
        release = Release.copyTo(temporary.resolve("hone"));
    }

    @Test
    void release_withoutAnyJava_runs() {
        Call.Outcome version = release.call(temporary, "--version").run();

        assertThat(version.out()).matches("hone [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(([0-9a-f]{12}|unknown commit)\\)\n");
        assertThat(version.err()).isEmpty();
        assertThat(version.exit()).isZero();
        assertThat(release.call(temporary, "profile", "top", SAMPLE.toString())
                        .run()
                        .exit())
                .isZero();
    }

    @Test
    void release_whenAnotherJavaIsAskedFor_usesItsOwn() {
        Call call =
                release.call(temporary, "--version").with("JAVA_HOME", "/none").with("HONE_JAVA_HOME", "/none");

        assertThat(call.run().exit()).isZero();
    }

    @Test
    void release_atTheFirstStart_takesClassesFromItsCache() {
        assertThat(cachedClasses(release.call(temporary, "--version"))).contains(MAIN);
    }

    @Test
    void release_whenMoved_takesClassesFromItsCache() throws IOException {
        release.call(temporary, "--version").run();
        Path moved = Files.move(release.root(), temporary.resolve("an other place"));

        assertThat(cachedClasses(new Release(moved).call(temporary, "--version")))
                .contains(MAIN);
    }

    @Test
    void release_whenCopiedWithoutItsTimes_takesClassesFromItsCache() {
        Path copy = temporary.resolve("copy");
        Folder.copyAsNew(release.root(), copy);

        assertThat(cachedClasses(new Release(copy).call(temporary, "--version")))
                .contains(MAIN);
    }

    @Test
    void release_thatIsReadOnly_remembersInTheHomeFolder() throws IOException {
        Folder.makeReadOnly(release.root());
        Folder.makeSearchable(temporary);
        Path home = Files.createDirectories(temporary.resolve("home"));
        Folder.makeWritable(home);
        Call call = release.call(temporary, "--version")
                .with("HOME", home.toString())
                .asOrdinaryUser();

        assertThat(call.run().err()).isEmpty();

        assertThat(Folder.list(home.resolve(".cache/hone"), "")).hasSize(1);
        assertThat(BuiltCheckout.cachedClasses(call, home.resolve("log"))).contains(MAIN);
        Folder.makeWritable(release.root());
    }

    @Test
    void release_thatIsReadOnlyForSomebodyWithoutAHome_runsAndSaysNothing() {
        Folder.makeReadOnly(release.root());
        Folder.makeSearchable(temporary);

        Call.Outcome outcome =
                release.call(temporary, "--version").asOrdinaryUser().run();

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.err()).isEmpty();
        Folder.makeWritable(release.root());
    }

    @Test
    void release_calledThroughALinkOnPath_runs() throws IOException {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("hone"), Path.of("../hone/bin/hone"));
        Call call = Call.of(Path.of("env"), "hone", "--version").with("PATH", bin + ":" + System.getenv("PATH"));

        assertThat(call.run().exit()).isZero();
    }

    @Test
    void release_withSwappedJar_runsTheNewCode() throws IOException {
        assertThat(release.call(temporary, "--version").run().out()).startsWith("hone ");
        Path classes = Files.createDirectories(temporary.resolve("classes"));
        TinyProgram.compile(classes, Map.of("Main.java", """
                        package dev.hone.cli;

                        final class Main {
                            public static void main(String[] args) {
                                System.out.println("new code");
                            }
                        }
                        """));
        SwappedJar.replaceClass(
                release.jar(),
                "dev/hone/cli/Main.class",
                Files.readAllBytes(classes.resolve("dev/hone/cli/Main.class")));

        assertThat(release.call(temporary, "--version").run()).isEqualTo(new Call.Outcome(0, "new code\n", ""));
        assertThat(release.call(temporary, "--version").run()).isEqualTo(new Call.Outcome(0, "new code\n", ""));
    }

    @ParameterizedTest
    @EnumSource
    void release_withDamagedCache_runsAndSaysNothing(StartUpCacheTest.Damage damage) throws IOException {
        Call.Outcome before = release.call(temporary, "--version").run();

        damage.happenTo(release.cache());

        assertThat(release.call(temporary, "--version").run()).isEqualTo(before);
        assertThat(release.call(temporary, "--version").run()).isEqualTo(before);
    }

    @Test
    void release_withAwkwardArguments_handsThemOnUnharmed() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("a * folder\nof files"));
        Path file = Files.copy(SAMPLE, folder.resolve("$(id) [a-z] '\"\\.pb.gz"));

        Call.Outcome outcome = release.call(temporary, "profile", "info", file.toString())
                .in(folder)
                .run();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void release_whenTheProgramFails_endsWithItsCode() {
        assertThat(release.call(temporary, "profil").run().exit()).isEqualTo(2);
        assertThat(release.call(temporary, "profile", "info", "/none").run().exit())
                .isEqualTo(3);
    }

    @Test
    void release_whenInterruptedWhileReading_endsWithoutAStackTrace() throws IOException {
        Process process =
                release.call(temporary, "profile", "info", "-").interruptible().startPiped();
        try (OutputStream in = process.getOutputStream()) {
            sendMoreThanFitsIntoAPipe(in);

            Call.of(Path.of("kill"), "-INT", String.valueOf(process.pid())).run();

            assertThat(process.onExit().join().exitValue()).isEqualTo(130);
            assertThat(process.inputReader().lines()).isEmpty();
            assertThat(process.errorReader().lines()).isEmpty();
        }
    }

    /** When this returns the program is reading, and goes on waiting for the end of the profile. */
    private static void sendMoreThanFitsIntoAPipe(OutputStream in) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(in, 1 << 10, true);
        byte[] text = new byte[100];
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(text);
            gzip.write(new byte[] {6 << 3 | 2, (byte) text.length});
            gzip.write(text);
        }
        gzip.flush();
    }

    private List<String> cachedClasses(Call call) {
        return BuiltCheckout.cachedClasses(call, temporary.resolve("log"));
    }
}
