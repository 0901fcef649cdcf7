package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that was killed while it took in profiles has lost none that it said it had. */
@Tag("server")
class CrashTest {
    private static final int CRASHES = 3;
    private static final int UPLOADERS = 4;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void up_killedWhileItTakesInProfiles_hasAllThatItAcknowledged() throws Exception {
        for (int crash = 1; crash <= CRASHES; crash++) {
            crash(60 * crash + crash);
        }
        try (ServerProcess up = HoneProcess.up(folder)) {
            URI server = HoneProcess.address(up);
            int known = acknowledged.size();
            Patience.until(() -> uploads(server) >= known);
            for (int number : acknowledged) {
                assertThat(upload(server, number).body()).contains("\"duplicate\":true");
            }
            // At most those whose answer the crash cut off are there beyond what was acknowledged.
            assertThat(uploads(server)).isBetween(known, known + CRASHES * UPLOADERS);
        }
    }

    /** Starts, uploads from several sides, and kills when so many more were acknowledged. */
    private void crash(int after) throws Exception {
        int port = ServerProcess.freePort();
        URI server = URI.create("http://127.0.0.1:" + port);
        String data = folder.resolve("hone-data").toString();
        Process process = Call.of(HoneProcess.program(), "up", "--listen", "127.0.0.1:" + port, "--data", data)
                .start()
                .process();
        Patience.until(() -> isReady(server));
        int enough = acknowledged.size() + after;
        List<Thread> uploaders = Stream.generate(() -> Thread.ofVirtual().start(() -> uploadUntilItFails(server)))
                .limit(UPLOADERS)
                .toList();
        Patience.until(() -> acknowledged.size() >= enough);
        process.destroyForcibly();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        for (Thread uploader : uploaders) {
            uploader.join();
        }
    }

    private void uploadUntilItFails(URI server) {
        try {
            while (true) {
                int number = next.incrementAndGet();
                if (upload(server, number).statusCode() == 201) {
                    acknowledged.add(number);
                }
            }
        } catch (IOException e) {
            // It was killed: what had no answer is nobody's promise.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> upload(URI server, int number) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/profile/web"))
                .POST(BodyPublishers.ofByteArray(WireBodies.ofSamples(number)))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private boolean isReady(URI server) throws InterruptedException {
        try {
            return get(server.resolve("/api/ready")).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private int uploads(URI server) throws IOException, InterruptedException {
        String status = get(server.resolve("/api/hone/v1/apps/web")).body();
        String digits = status.replaceFirst("(?s).*\"uploads\":([0-9]+).*", "$1");
        return digits.equals(status) ? 0 : Integer.parseInt(digits);
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
