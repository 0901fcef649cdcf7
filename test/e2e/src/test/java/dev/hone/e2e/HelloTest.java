package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** go is greeted at once, whatever is the matter with the shared store. */
@Tag("go")
class HelloTest {
    private static final String HELLO = "{\"ID\":0,\"KnownCommands\":[\"get\",\"put\",\"close\"]}";
    private static final int STARTS = 20;
    private static final int PATIENCE = 100;
    private static final Duration MOST = Duration.ofMillis(20);

    @TempDir
    Path folder;

    /** Takes calls in, and never says a word. */
    private ServerSocket silent;

    private Machine machine;

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void machine() throws IOException {
        silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        String store = "http://127.0.0.1:" + silent.getLocalPort();
        machine = new Machine(
                folder.resolve("root"),
                Map.of("CACHEPROG_REMOTE_STORAGE_TYPE", "http", "CACHEPROG_HTTP_STORAGE_BASE_URL", store));
    }

    /** The daemon, which the first greeting had started, may still be on its way: one that comes later would stay for hours. */
    @AfterEach
    void stop() throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE && machine.cache("stop").run().exit() != 0; i++) {
            Sleeper.REAL.sleep(MOST);
        }
        silent.close();
    }

    /** As go starts it. The quickest of so many starts says what it takes; the others say what the machine has to do besides. */
    @Test
    void hello_withAStoreThatSaysNothing_comesInTwentyMilliseconds() throws Exception {
        TreeSet<Duration> waits = new TreeSet<>();
        for (int i = 0; i < STARTS; i++) {
            waits.add(waited());
        }
        assertThat(Collections.min(waits)).as("of " + waits).isLessThan(MOST);
    }

    private Duration waited() throws IOException, InterruptedException {
        Call call = machine.set(Call.of(HoneProcess.program(), "cache"));
        long begun = System.nanoTime();
        Process helper = call.startPiped();
        BufferedReader out = helper.inputReader();
        assertThat(out.readLine()).isEqualTo(HELLO);
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);
        helper.getOutputStream().close();
        assertThat(out.readLine()).isNull();
        assertThat(helper.waitFor()).isZero();
        return waited;
    }

    @Test
    void build_withAStoreThatSaysNothing_neverHasGoSayThatItWaits() throws IOException {
        Path program = Files.createDirectories(folder.resolve("program"));
        Files.writeString(program.resolve("go.mod"), "module example.com/small\n\ngo 1.24\n");
        Files.writeString(program.resolve("main.go"), "package main\n\nfunc main() { println(42) }\n");
        Call.Outcome built = machine.go(
                        program, "build", "-o", folder.resolve("built").toString(), ".")
                .with("CGO_ENABLED", "0")
                .run();
        assertThat(built.exit()).as(built.err()).isZero();
        assertThat(built.err()).doesNotContain("still waiting");
        assertThat(Call.of(folder.resolve("built")).run().err()).isEqualTo("42\n");
    }
}
