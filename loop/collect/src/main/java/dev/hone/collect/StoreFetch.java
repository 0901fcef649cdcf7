package dev.hone.collect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts one question to a store of profiles, and reads no more of its answer than a profile has. */
final class StoreFetch implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 96 << 20;
    private static final int LARGEST_MESSAGE = 4 << 10;
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final Duration longest;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .executor(threads)
            .build();

    /** Asks, and waits so long for all of an answer. */
    StoreFetch(Duration longest) {
        this.longest = longest;
    }

    /**
     * All of an answer.
     *
     * @throws Missed when there is none
     */
    byte[] answer(HttpRequest request) throws InterruptedException {
        Future<byte[]> asked = threads.submit(() -> asked(request));
        try {
            return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Missed(Outcome.TIMED_OUT, "it did not answer within " + longest.toSeconds() + "s");
        } catch (ExecutionException e) {
            throw missed(e.getCause());
        } finally {
            asked.cancel(true);
        }
    }

    private static RuntimeException missed(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case ConnectException ignored -> new Missed(Outcome.UNREACHABLE, "nobody answers there");
            case IOException e ->
                new Missed(
                        Outcome.UNREACHABLE,
                        "it broke off: "
                                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
            case null, default -> new IllegalStateException("asking a store of profiles", cause);
        };
    }

    private byte[] asked(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw refused(answer, body.readNBytes(LARGEST_MESSAGE));
            }
            return whole(body);
        }
    }

    private static byte[] whole(InputStream body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[32 << 10];
        for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            if (bytes.size() + n > LARGEST) {
                throw new Missed(
                        Outcome.TOO_LARGE,
                        "its answer is larger than 96 MiB; take shorter windows, or a narrower query");
            }
            bytes.write(chunk, 0, n);
        }
        return bytes.toByteArray();
    }

    private static Missed refused(HttpResponse<InputStream> answer, byte[] body) {
        int status = answer.statusCode();
        if (status >= 300 && status < 400) {
            String where = answer.headers().firstValue("Location").orElse("nowhere");
            return new Missed(
                    Outcome.REDIRECTED,
                    "it answered " + status + " and points to " + where
                            + "; redirects are not followed, because the key would go along");
        }
        String hint = switch (status) {
            case 401, 403 -> "; set HONE_SOURCE_KEY, and --source-user if the key is a password";
            case 404 -> "; is it behind a path? Then name the path in the URL";
            case 429 -> "; if it says that the message is too large, take shorter windows";
            default -> "";
        };
        return new Missed(Outcome.BAD_STATUS, "it answered " + status + said(body) + hint);
    }

    /** Errors of both are JSON with a message; what else there is may be a page. */
    private static String said(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            String message = tree == null ? "" : tree.path("message").asString("");
            return message.isEmpty() ? "" : ": " + message;
        } catch (JacksonException e) {
            String text = new String(body, StandardCharsets.UTF_8);
            return text.isBlank() || text.stripLeading().startsWith("<") ? "" : ": " + text.strip();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
        client.close();
    }
}
