package dev.hone.gocache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Sends metrics once, as cacheprog does: compressed text, by whatever method. It never fails a build. */
final class MetricsSender {
    private static final Duration MOST = Duration.ofSeconds(5);

    private MetricsSender() {}

    /** What went wrong, if anything did. */
    static Optional<String> send(MetricsPush push, String text) {
        if (push.endpoint() == null) {
            return Optional.empty();
        }
        URI endpoint = push.endpoint();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(MOST)
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                    .timeout(MOST)
                    .method(push.method(), BodyPublishers.ofByteArray(packed(text)))
                    .header("Content-Type", "text/plain")
                    .header("Content-Encoding", "gzip");
            push.headers()
                    .forEach(header ->
                            request.header(header.name(), header.value().reveal()));
            HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
            client.shutdownNow();
            return answer.statusCode() / 100 == 2
                    ? Optional.empty()
                    : failed(endpoint, "answered " + answer.statusCode());
        } catch (IOException | IllegalArgumentException e) {
            return failed(endpoint, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(endpoint, "interrupted");
        }
    }

    private static Optional<String> failed(URI endpoint, String reason) {
        return Optional.of("metrics were not taken by " + endpoint + ": " + reason);
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
