package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import dev.hone.server.debug.DebugRoutes;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles of the server itself. */
final class DebugTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"profile, cpu/nanoseconds", "heap, alloc_space/bytes", "allocs, alloc_space/bytes"})
    void profile_ofTheServerItself_isPprof(String name, String type) throws Exception {
        try (RunningServer server = RunningServer.debugging(folder)) {
            Thread work = Thread.ofPlatform().start(() -> work(server));
            Reply reply = server.get("/debug/pprof/" + name + "?seconds=2");
            work.interrupt();
            work.join();

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            Profile profile = Pprof.read(reply.body(), ProfileLimits.defaults()).profile();
            assertThat(profile.sampleTypes().getLast()).hasToString(type);
            assertThat(profile.samples().size()).isPositive();
            assertThat(profile.header().durationNanos()).isEqualTo(2_000_000_000L);
        }
    }

    private static void work(RunningServer server) {
        try {
            for (int i = 0; ; i++) {
                server.upload("self", Profiles.cpu(i));
            }
        } catch (InterruptedException | java.io.IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 404, runs on Java",
        "goroutine, 404, runs on Java",
        "profile?seconds=0, 400, from 1 up to 300",
        "profile?seconds=x, 400, from 1 up to 300",
        "profile?seconds=999, 400, from 1 up to 300",
    })
    void profile_thatThereIsNot_isRefusedWithTheReason(String path, int status, String message) throws Exception {
        try (RunningServer server = RunningServer.debugging(folder)) {
            Reply reply = server.get("/debug/pprof/" + path);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.message()).contains(message);
        }
    }

    @Test
    void profile_thatAProxyAsksFor_isRefused() throws Exception {
        try (RunningServer server = RunningServer.debugging(folder)) {
            Reply reply = server.send(
                    server.request("/debug/pprof/profile?seconds=1").header("X-Forwarded-For", "192.0.2.1"));

            assertThat(reply.status()).isEqualTo(403);
        }
    }

    @Test
    void server_withoutDebug_hasNoSuchPath() throws Exception {
        try (RunningServer server = RunningServer.of(folder)) {
            assertThat(server.get("/debug/pprof/profile").text()).isEqualTo("404 page not found\n");
            assertThat(new DebugRoutes(InstantSource.system(), Sleeper.REAL).routes())
                    .hasSize(2);
        }
    }
}
