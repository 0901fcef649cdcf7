package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pgo-fleet's embedded client and its users' pipelines see. */
final class FleetRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void submitAndMerge_areForTheAppOfTheKey() throws Exception {
        try (RunningServer server = RunningServer.withKeys(
                folder,
                "name=fleet roles=submit,read app=web",
                "name=free roles=submit,read",
                "name=look roles=read")) {
            RunningServer fleet = server.as("fleet");
            assertThat(fleet.send("POST", "/v1/merge", "").status()).isEqualTo(500);
            Reply submitted = fleet.send("POST", "/v1/submit", Profiles.cpu(1));
            assertThat(submitted.status()).isEqualTo(204);
            assertThat(submitted.body()).isEmpty();
            fleet.await("web", status -> status.path("stable").path("number").asInt() == 1);

            Reply merged = fleet.send("POST", "/v1/merge?and_combine=true", "");
            assertThat(merged.status()).isEqualTo(200);
            assertThat(merged.body())
                    .startsWith(0x1f, 0x8b)
                    .isEqualTo(fleet.get("/api/profile/web").body());

            assertThat(server.as("free")
                            .send("POST", "/v1/submit", Profiles.cpu(2))
                            .status())
                    .isEqualTo(204);
            server.as("free").await("default", status -> status.path("uploads").asInt() == 1);
            assertThat(server.as("look")
                            .send("POST", "/v1/submit", Profiles.cpu(2))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void errors_haveAStatusAndNothingElse_inPgoFleetsOrder() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=fleet roles=submit,read app=web")) {
            for (String path : new String[] {"/v1/submit", "/v1/merge"}) {
                assertEmpty(405, server.get(path));
                assertEmpty(403, server.send("POST", path, "no profile"));
                assertEmpty(403, server.as("wrong").send("POST", path, ""));
            }
            RunningServer fleet = server.as("fleet");
            assertEmpty(400, fleet.send("POST", "/v1/submit", "no profile"));
            assertEmpty(413, fleet.send("POST", "/v1/submit", new byte[(64 << 20) + 1]));
            assertThat(server.send("PUT", "/healthz", "").text()).isEqualTo("OK");
        }
    }

    @Test
    void submit_takesWhatGosCpuProfilerWrites_andNothingElse() throws Exception {
        ValueType wall = new ValueType(Text.of("time"), Text.of("nanoseconds"));
        byte[] otherPeriod = profile(wall, Profiles.COUNT, Profiles.CPU);
        byte[] oneType = profile(Profiles.CPU, Profiles.CPU);
        try (RunningServer server = RunningServer.withKeys(folder, "name=fleet roles=submit,read app=web")) {
            RunningServer fleet = server.as("fleet");
            for (byte[] refused : List.of(
                    oneType,
                    otherPeriod,
                    profile(Profiles.CPU, Profiles.COUNT, wall),
                    profile(Profiles.CPU, Profiles.COUNT, Profiles.COUNT),
                    profile(Profiles.CPU, Profiles.COUNT, Profiles.CPU, wall))) {
                assertEmpty(400, fleet.send("POST", "/v1/submit", refused));
            }
            for (byte[] taken : List.of(
                    profile(Profiles.CPU, Profiles.CPU, Profiles.COUNT),
                    Pprof.write(new ProfileBuilder()
                            .build(List.of(Profiles.COUNT, Profiles.CPU), Profiles.CPU, 10_000_000)))) {
                assertEmpty(204, fleet.send("POST", "/v1/submit", taken));
            }
            // Other doors are as wide as Go's compiler.
            assertThat(fleet.upload("web", oneType).status()).isEqualTo(201);
        }
    }

    private static byte[] profile(ValueType period, ValueType... types) {
        ProfileBuilder builder = new ProfileBuilder();
        int from = builder.location(builder.function(Text.of("main.main"), 3), 5);
        int to = builder.location(builder.function(Text.of("main.work"), 7), 9);
        long[] values = new long[types.length];
        Arrays.fill(values, 10_000_000);
        builder.sample(to, from, values);
        return Pprof.write(builder.build(List.of(types), period, 10_000_000));
    }

    private static void assertEmpty(int status, Reply reply) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEmpty();
    }
}
