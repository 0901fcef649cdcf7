package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether somebody asks the server or the command line why a call is hot: it is one answer, in the same words. */
@Tag("server")
class ExplainedCallTest {
    @TempDir
    Path folder;

    @Test
    void explain_ofTheCommandLine_isThatOfTheServer() throws IOException {
        Files.write(folder.resolve("cpu.pb.gz"), WireBodies.named("cpu"));
        try (ServerProcess up = HoneProcess.up(folder)) {
            call(up, "upload", "-a", "web", "cpu.pb.gz");
            call(up, "download", "web");
            String printed = call(up, "pgo", "explain", "web", "main.main", "--threshold", "95", "--json");
            WireMessage answer = WireSocket.ask(up.port(), WireMessage.parse("""
                            GET /api/hone/v1/apps/web/explain?caller=main.main&threshold=95 HTTP/1.1
                            Host: <host>
                            Connection: close
                            """));

            assertThat(answer.body()).contains("\"callee\":\"main.work\"").contains("\"threshold\":95.0");
            assertThat(printed.replaceAll("\\s", "")).isEqualTo(answer.body().strip());
        }
    }

    private String call(ServerProcess up, String... words) {
        Call.Outcome outcome = Call.of(HoneProcess.program(), words)
                .with("HONE_API_URL", HoneProcess.address(up).toString())
                .in(folder)
                .run();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out();
    }
}
