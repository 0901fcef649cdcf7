package dev.hone.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Go's gRPC calls Parca's {@code WriteRaw} on the port that serves everything else. */
@Tag("go")
final class ParcaGrpcTest {
    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @BeforeEach
    void program() throws Exception {
        String built =
                run(List.of("go", "build", "-o", folder.resolve("writeraw").toString(), "./writeraw"));
        assertThat(folder.resolve("writeraw")).as(built).isExecutable();
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(REPOSITORY.resolve("test/oracle").toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    private String call(RunningServer server, String key, String app, String compressor, Path profile)
            throws IOException, InterruptedException {
        return run(List.of(
                folder.resolve("writeraw").toString(),
                "127.0.0.1:" + server.assembly().port(),
                key,
                app,
                compressor,
                profile.toString()));
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void writeRaw_isTakenInAndPublished_andRefusalsSayWhy() throws Exception {
        Wire unsymbolised = new Wire()
                .message(1, new Wire().number(1, 1).number(2, 2))
                .message(2, new Wire().number(1, 1).number(2, 10))
                .message(4, new Wire().number(1, 1).number(3, 64))
                .text(6, "")
                .text(6, "samples")
                .text(6, "count")
                .text(6, "cpu")
                .text(6, "nanoseconds")
                .message(11, new Wire().number(1, 3).number(2, 4));
        Path cpu = file("cpu", Profiles.cpu(1));
        try (RunningServer server = RunningServer.withKeys(folder, "name=fleet roles=submit,read app=web")) {
            assertThat(call(server, "fleet", "web", "", cpu)).isEqualTo("OK: \n");
            assertThat(call(server, "fleet", "web", "gzip", file("other", Profiles.cpu(2))))
                    .isEqualTo("OK: \n");
            assertThat(call(server, "", "web", "", cpu)).startsWith("Unauthenticated: ");
            assertThat(call(server, "fleet", "other", "", cpu))
                    .isEqualTo("PermissionDenied: the key is not for the app 'other'\n");
            assertThat(call(server, "fleet", "web", "", file("addresses", unsymbolised.bytes())))
                    .startsWith("InvalidArgument: it has addresses and no function names");

            server.as("fleet").await("web", status -> status.path("uploads").asInt() == 2);
        }
    }

    @Test
    void writeRaw_ofTooMuch_isRefused() throws Exception {
        try (RunningServer server = RunningServer.withKeys(folder, "name=fleet roles=submit,read app=web")) {
            Path large = file("large", new byte[65 << 20]);

            assertThat(call(server, "fleet", "web", "gzip", large))
                    .startsWith("InvalidArgument: ")
                    .contains("64.0 MiB");
        }
    }
}
