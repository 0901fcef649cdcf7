package dev.hone.intake;

import dev.hone.base.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands profiles to a server by autopgo's API, which is also ours.
 *
 * <p>Where profiles come from goes along as query parameters, which autopgo's server passes over. Redirects are not followed:
 * the key would go along to wherever they lead.
 */
public final class HttpIntake implements Intake {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST_ANSWER = 1 << 20;
    private static final int QUOTED = 300;

    private final URI server;
    private final @Nullable Secret key;
    private final Duration timeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /**
     * Talks to a server.
     *
     * @param server its scheme, host and port; a path is put before every request's
     * @param key a bearer key; null for none
     * @param timeout for one exchange, from its beginning to its end
     */
    public HttpIntake(URI server, @Nullable Secret key, Duration timeout) {
        this.server = server;
        this.key = key;
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
    }

    @Override
    public Receipt hand(String app, byte[] profile, Origin origin) {
        if (!app.matches("[a-z0-9-]{1,100}")) {
            throw new IntakeException(IntakeError.REFUSED, "'" + app + "' is no app name");
        }
        HttpRequest.Builder request = to("/api/profile/" + app + query(origin))
                .POST(BodyPublishers.ofByteArray(profile))
                .header("Content-Type", "application/octet-stream");
        HttpResponse<byte[]> answer = exchange(request);
        if (answer.statusCode() != 201) {
            throw refused(answer);
        }
        return new Receipt(json(answer).path("key").asString(""));
    }

    private static String query(Origin origin) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        add(query, "version", origin.version());
        add(query, "revision", origin.revision());
        add(query, "instance", origin.instance());
        add(query, "workload", origin.workload());
        return query.toString();
    }

    private static void add(StringJoiner query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    @Override
    public Wants wants(String app) {
        try {
            HttpResponse<byte[]> answer =
                    exchange(to("/api/hone/v1/apps/" + URLEncoder.encode(app, StandardCharsets.UTF_8) + "/ready"));
            JsonNode wants = answer.statusCode() == 200 ? json(answer).path("wants") : JSON.nullNode();
            if (!wants.isObject()) {
                return Wants.UNKNOWN;
            }
            Set<String> instances = new HashSet<>();
            wants.path("instances").forEach(name -> instances.add(name.asString("")));
            Set<Integer> hours = new HashSet<>();
            wants.path("hours").forEach(hour -> hours.add(hour.asInt(-1)));
            return new Wants(true, instances, hours, wants.path("enough").asBoolean(false));
        } catch (IntakeException e) {
            if (e.error() == IntakeError.CLOSED || e.error() == IntakeError.INTERRUPTED) {
                throw e;
            }
            return Wants.UNKNOWN;
        }
    }

    private HttpRequest.Builder to(String path) {
        String before = server.getRawPath() == null ? "" : server.getRawPath().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(server.getScheme() + "://" + server.getRawAuthority() + before + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key.reveal());
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        Future<HttpResponse<byte[]>> asked;
        try {
            // The client's own limit ends with the headers.
            asked = threads.submit(() ->
                    client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER)));
        } catch (RejectedExecutionException e) {
            throw new IntakeException(IntakeError.CLOSED, "the way to " + server + " was closed", e);
        }
        try {
            return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IntakeException(
                    IntakeError.UNAVAILABLE, server + " did not answer within " + timeout.toSeconds() + "s", e);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IntakeException(IntakeError.INTERRUPTED, "the wait for " + server + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    private IntakeException failed(@Nullable Throwable cause) {
        if (threads.isShutdown()) {
            return new IntakeException(IntakeError.CLOSED, "the way to " + server + " was closed");
        }
        if (cause instanceof IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new IntakeException(IntakeError.UNAVAILABLE, server + " cannot be reached: " + why, e);
        }
        throw new IllegalStateException("talking to " + server, cause);
    }

    private IntakeException refused(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        IntakeError error = switch (status) {
            case 401, 403 -> IntakeError.DENIED;
            case 429, 503 -> IntakeError.BUSY;
            case 408 -> IntakeError.UNAVAILABLE;
            default ->
                status >= 500
                        ? IntakeError.UNAVAILABLE
                        : status >= 400 ? IntakeError.REFUSED : IntakeError.MISCONFIGURED;
        };
        return new IntakeException(error, server + " answered " + status + said(answer));
    }

    private static String said(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        String message = text;
        try {
            message = JSON.readTree(text).path("message").asString(text);
        } catch (JacksonException e) {
            // It is not JSON: the text itself says what there is to say.
        }
        String plain = message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.isEmpty() ? "" : ": " + plain.substring(0, Math.min(plain.length(), QUOTED));
    }

    private JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IntakeException(IntakeError.UNAVAILABLE, server + " answered what is not JSON" + said(answer), e);
        }
    }

    @Override
    public Health check() {
        try {
            HttpResponse<byte[]> answer = exchange(to("/api/ready"));
            return answer.statusCode() == 200
                    ? Health.GOOD
                    : Health.bad(server + " answered " + answer.statusCode() + said(answer));
        } catch (IntakeException e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
        client.close();
    }
}
