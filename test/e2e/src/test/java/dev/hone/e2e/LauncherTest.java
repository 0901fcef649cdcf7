package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of a checkout gets out of the way: what goes in and out is the program's. */
@Tag("dist")
final class LauncherTest {
    private static final TinyProgram PROGRAM = new TinyProgram("one", "one");
    private static final String GREETING = "main one, library one\n";

    @TempDir
    private static Path temporary;

    private static BuiltCheckout checkout;

    @BeforeAll
    static void build() {
        checkout = BuiltCheckout.with(PROGRAM, temporary.resolve("a check out"));
    }

    @Test
    void launcher_withAwkwardArguments_handsThemOnUnharmed() {
        Call.Outcome outcome = checkout.call(
                        "repeat", "a  b", "*", "[a-z]", "x\ny\n", "", "$HOME", "`id`", "--", "-x", "'\"\\")
                .in(checkout.root())
                .run();

        assertThat(outcome.out()).isEqualTo("<repeat><a  b><*><[a-z]><x\ny\n><><$HOME><`id`><--><-x><'\"\\>");
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 42, 255})
    void launcher_whenTheProgramEnds_endsWithItsCode(int code) {
        assertThat(checkout.call("end", String.valueOf(code)).run().exit()).isEqualTo(code);
    }

    @Test
    void launcher_calledFromAnywhere_findsItsCheckout() throws IOException {
        Path elsewhere = Files.createDirectories(temporary.resolve("else where"));

        assertThat(checkout.call().in(elsewhere).run()).isEqualTo(greeting());
        assertThat(Call.of(Path.of("./hone")).in(checkout.root()).run()).isEqualTo(greeting());
        assertThat(Call.of(Path.of("../a check out/hone")).in(elsewhere).run()).isEqualTo(greeting());
        assertThat(Call.of(Path.of("sh"), "hone").in(checkout.root()).run()).isEqualTo(greeting());
    }

    @Test
    void launcher_calledThroughLinks_findsItsCheckout() throws IOException {
        Path elsewhere = Files.createDirectories(temporary.resolve("links"));
        Files.createSymbolicLink(elsewhere.resolve("absolute"), checkout.hone());
        Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("../a check out/hone"));
        Files.createSymbolicLink(elsewhere.resolve("twice"), Path.of("relative"));

        assertThat(Call.of(elsewhere.resolve("absolute")).run()).isEqualTo(greeting());
        assertThat(Call.of(elsewhere.resolve("relative")).run()).isEqualTo(greeting());
        assertThat(Call.of(elsewhere.resolve("twice")).run()).isEqualTo(greeting());
        assertThat(Call.of(Path.of("env"), "twice")
                        .with("PATH", elsewhere + ":" + System.getenv("PATH"))
                        .run())
                .isEqualTo(greeting());
    }

    @Test
    void launcher_withOptionsForJava_handsThemOn() {
        Call call = checkout.call("property", "greeting").in(checkout.root());

        assertThat(call.with("HONE_JAVA_OPTS", "-Xmx64m -Dgreeting=*").run().out())
                .isEqualTo("*");
    }

    @Test
    void launcher_withoutATerminal_saysSo() {
        assertThat(checkout.call("property", "hone.tty.out").run().out()).isEqualTo("false");
        assertThat(checkout.call("property", "hone.tty.err").run().out()).isEqualTo("false");
    }

    @Test
    void launcher_withInput_leavesItToTheProgram() throws IOException {
        Call.Running running = checkout.call("wait").start();
        running.process().getOutputStream().write(41);

        assertThat(running.end()).isEqualTo(new Call.Outcome(42, "waiting\n", ""));
    }

    @Test
    void launcher_withItsInputClosed_letsTheProgramFindItEmpty() {
        Call.Outcome outcome = Call.of(
                        Path.of("sh"),
                        "-c",
                        "exec \"$0\" wait <&-",
                        checkout.hone().toString())
                .run();

        assertThat(outcome).isEqualTo(new Call.Outcome(0, "waiting\n", ""));
    }

    @Test
    void launcher_whenInterrupted_endsAtOnceAndSilently() throws IOException {
        Process process = checkout.call("wait").interruptible().startPiped();
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(out.readLine()).isEqualTo("waiting");

            Call.of(Path.of("kill"), "-INT", String.valueOf(process.pid())).run();

            assertThat(out.readLine()).isNull();
            assertThat(err.readLine()).isNull();
            assertThat(process.onExit().join().exitValue()).isEqualTo(130);
        }
    }

    @Test
    void launcher_inAReadOnlyCheckoutThatIsBuilt_runsAndSaysNothing() throws IOException {
        BuiltCheckout built = BuiltCheckout.with(PROGRAM, temporary.resolve("read-only"));
        assertThat(built.call().run()).isEqualTo(greeting());
        Folder.makeReadOnly(built.root());
        Folder.makeSearchable(temporary);
        Path home = Files.createDirectories(temporary.resolve("home-of-nobody"));
        Folder.makeWritable(home);

        Call call = built.call().with("HOME", home.toString()).asOrdinaryUser();

        assertThat(call.run()).isEqualTo(greeting());
        assertThat(BuiltCheckout.cachedClasses(call, home.resolve("log"))).contains("dev.hone.cli.Main");
        Folder.makeWritable(built.root());
    }

    @Test
    void launcher_inAReadOnlyCheckoutThatIsNotBuilt_saysWhatToDo() throws IOException {
        BuiltCheckout built = BuiltCheckout.with(PROGRAM, temporary.resolve("read-only, not built"));
        Files.delete(built.caches().resolve("built"));
        Files.delete(built.target().resolve("hone-cli.jar"));
        Folder.makeReadOnly(built.root());
        Folder.makeSearchable(temporary);

        Call.Outcome outcome = built.call().asOrdinaryUser().run();

        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("not built")
                .contains("cannot be written")
                .contains("--version");
        Folder.makeWritable(built.root());
    }

    /** Told to end, its terminal gone, or without a word: Maven does not go on alone. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "KILL"})
    void launcher_killedWhileItBuilds_endsItsBuild(String signal) throws Exception {
        BuiltCheckout built = BuiltCheckout.with(PROGRAM, temporary.resolve("killed by " + signal));
        Files.delete(built.caches().resolve("built"));
        Path started = built.root().resolve("target/started");
        Path maven = Files.writeString(built.root().resolve("mvnw"), """
                        #!/bin/sh
                        echo $$ >target/starting
                        mv target/starting target/started
                        echo '[INFO] Building Hone 1.0 [1/2]'
                        exec sleep 1000
                        """);
        Folder.makeExecutable(maven);
        Call.Running launcher = built.call("--version").interruptible().start();
        Patience.until(() -> Files.exists(started));
        ProcessHandle build = ProcessHandle.of(
                        Long.parseLong(Files.readString(started).strip()))
                .orElseThrow();

        Call.of(Path.of("kill"), "-" + signal, String.valueOf(launcher.process().pid()))
                .run();

        Patience.until(() -> !build.isAlive());
        launcher.end();
        assertThat(built.root().resolve("target/build.lock")).satisfies(lock -> {
            if (!signal.equals("KILL")) {
                assertThat(lock).doesNotExist();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "server -p 1",
                "worker",
                "scrape",
                "collector",
                "help up",
                "--help worker",
                "-h server",
                "-l debug server",
                "-ldebug worker -p 1",
                "--log-level debug up",
                "--log-level=debug -l info collector",
                "-l up worker",
                "-l debug help up",
                "cache serve --listen :1",
                "cache proxy",
                "help cache proxy",
                "cache --log-level=debug --log-output x proxy"
            })
    void launcher_withAWordOfTheServer_startsTheServer(String line) {
        assertThat(checkout.call(line.split(" ", -1)).run().out()).isEqualTo(server(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help",
                "help profile",
                "upload",
                "list",
                "--version",
                "-l server",
                "-l server list",
                "-lserver list",
                "--log-level",
                "--quiet server"
            })
    void launcher_withAnotherWord_startsTheCommandLine(String line) {
        assertThat(checkout.call(line.split(" ", -1)).run().out()).isEmpty();
    }

    @Test
    void launcher_calledAutopgo_isHone() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(temporary.resolve("as autopgo")).resolve("autopgo"), checkout.hone());

        assertThat(Call.of(link, "server", "-p", "9").run().out()).isEqualTo(server("server -p 9"));
        assertThat(Call.of(link, "-l", "debug", "server", "-p", "9").run().out())
                .isEqualTo(server("-l debug server -p 9"));
        assertThat(Call.of(link, "repeat", "server").run().out()).isEqualTo("<repeat><server>");
    }

    @Test
    void launcher_calledPgoFleet_isItsCollector() throws IOException {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(temporary.resolve("as pgo-fleet")).resolve("pgo-fleet"), checkout.hone());

        assertThat(Call.of(link).run().out()).isEqualTo(server("collector"));
        assertThat(Call.of(link, "-l", "debug").run().out()).isEqualTo(server("collector -l debug"));
        assertThat(Call.of(link, "--directory", "a b").run().out()).isEqualTo("server<collector><--directory><a b>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cache",
                "cache status",
                "cache direct --mode read",
                "cache direct --s3-prefix proxy",
                "help cache status",
                "cache --max-size 1GiB"
            })
    void launcher_withAWordOfTheBuildCache_startsIt(String line) {
        assertThat(checkout.call(line.split(" ", -1)).run().out())
                .isEqualTo("gocache<" + line.replace(" ", "><") + ">");
    }

    @Test
    void launcher_calledByGo_handsOverToTheShim() throws IOException {
        BuiltCheckout shimmed = BuiltCheckout.with(PROGRAM, temporary.resolve("with shim"));
        Folder.writeScript(shimmed.shim(), "printf 'shim'; printf '<%s>' \"$@\"; echo \" by $HONE_CACHE_LAUNCHER\"\n");
        String by = " by " + shimmed.hone() + "\n";
        Path link = Files.createSymbolicLink(temporary.resolve("cacheprog"), shimmed.hone());

        assertThat(shimmed.call("cache").run().out()).isEqualTo("shim<>" + by);
        assertThat(shimmed.call("cache", "--s3-prefix", "a  b").run().out()).isEqualTo("shim<--s3-prefix><a  b>" + by);
        assertThat(Call.of(link, "--s3-bucket=x").run().out()).isEqualTo("shim<--s3-bucket=x>" + by);
        assertThat(shimmed.call("cache", "direct").run().out()).isEqualTo("gocache<cache><direct>");
        assertThat(shimmed.call("cache", "--help").run().out()).isEqualTo("gocache<cache><--help>");
        assertThat(Call.of(link, "direct").run().out()).isEqualTo("gocache<cache><direct>");
        assertThat(Call.of(link, "proxy", "--s3-bucket=x").run().out())
                .isEqualTo("server<cache><proxy><--s3-bucket=x>");
        assertThat(Call.of(link, "--log-level", "DEBUG", "proxy").run().out())
                .isEqualTo("server<cache><--log-level><DEBUG><proxy>");
        assertThat(shimmed.call("cache", "--cpu-profile=p").run().out()).isEqualTo("gocache<cache><--cpu-profile=p>");
        assertThat(shimmed.call("cache", "--metrics-push-endpoint", "http://m")
                        .run()
                        .out())
                .isEqualTo("gocache<cache><--metrics-push-endpoint><http://m>");
        assertThat(shimmed.call("cache").with("CACHEPROG_LOG_OUTPUT", "p").run().out())
                .isEqualTo("gocache<cache>");
        assertThat(shimmed.call("cache")
                        .with("CACHEPROG_MEM_PROFILE_PATH", "p")
                        .run()
                        .out())
                .isEqualTo("gocache<cache>");
    }

    @Test
    void launcher_calledByGo_neverBuilds() throws IOException {
        BuiltCheckout old = BuiltCheckout.with(PROGRAM, temporary.resolve("older than its source"));
        Files.createDirectories(old.root().resolve("loop/cache/src/main/java"));

        Call.Outcome outcome = old.call("cache", "direct").run();
        assertThat(outcome.out()).isEqualTo("gocache<cache><direct>");
        assertThat(outcome.err()).isEmpty();

        Files.delete(old.root().resolve("app/gocache/target/hone-gocache.jar"));
        Call.Outcome missing = old.call("cache").run();
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err()).contains("not built yet").contains("cache install");
    }

    private static String server(String line) {
        return "server<" + line.replace(" ", "><") + ">";
    }

    private static Call.Outcome greeting() {
        return new Call.Outcome(0, GREETING, "");
    }
}
