package dev.hone.targets;

import dev.hone.base.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an HTTP API for lists in JSON, as long as one look takes, and says in words of this module what goes wrong.
 *
 * <p>Entries are records whose components are named as the members are, but for a small first letter: {@code serviceID} is
 * {@code "ServiceID"}. They are handed on one by one, so a long list is never in memory as a whole. Redirects are not followed: the token
 * would go along to wherever they lead. Who waits is interrupted by a {@link LookLimit}. For many threads.
 */
public final class JsonApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .build();
    private static final long LARGEST = 256L << 20;
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    private final ApiPlace place;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    public JsonApi(ApiPlace place) {
        this.place = place;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING)
                .executor(threads);
        place.tls().context().ifPresent(builder::sslContext);
        client = builder.build();
    }

    /** Hands on each entry of an array; gives back the headers of the answer. */
    public <T> HttpHeaders list(String path, Map<String, String> query, Class<T> type, Consumer<T> each)
            throws InterruptedException {
        return ask(path, query, json -> {
            if (begins(json, JsonToken.START_ARRAY)) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    each.accept(json.readValueAs(type));
                }
            }
        });
    }

    /** Hands on each member of an object; gives back the headers of the answer. */
    public <T> HttpHeaders table(String path, Map<String, String> query, Class<T> type, BiConsumer<String, T> each)
            throws InterruptedException {
        return ask(path, query, json -> {
            if (begins(json, JsonToken.START_OBJECT)) {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    each.accept(name, json.readValueAs(type));
                }
            }
        });
    }

    /** Go writes a list that nobody made as null. */
    private boolean begins(JsonParser json, JsonToken with) {
        JsonToken first = json.nextToken();
        if (first != with && first != JsonToken.VALUE_NULL) {
            throw new TargetException(
                    TargetError.BAD_LIST, place + " answered no list; is it " + place.service() + "?");
        }
        return first == with;
    }

    private HttpHeaders ask(String path, Map<String, String> query, Consumer<JsonParser> reading)
            throws InterruptedException {
        try {
            HttpResponse<InputStream> answer = client.send(request(path, query), BodyHandlers.ofInputStream());
            try (InputStream body = new BoundedStream(answer.body(), LARGEST, place.toString())) {
                if (answer.statusCode() != 200) {
                    throw refused(answer.statusCode(), path, body);
                }
                read(body, reading);
                return answer.headers();
            }
        } catch (SSLException e) {
            throw new TargetException(
                    TargetError.MISCONFIGURED, place + " cannot be trusted, or does not trust us: " + plain(e), e);
        } catch (ConnectException e) {
            throw new TargetException(
                    TargetError.UNAVAILABLE, place + " cannot be reached: nobody listens, or the way is blocked", e);
        } catch (IOException e) {
            throw new TargetException(TargetError.UNAVAILABLE, place + " cannot be reached: " + plain(e), e);
        }
    }

    private HttpRequest request(String path, Map<String, String> query) {
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        query.forEach((name, value) -> parameters.add(name + "=" + encoded(value)));
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(place.base() + path + parameters));
            place.headers().forEach((name, value) -> request.header(name, value.reveal()));
            return request.build();
        } catch (IllegalArgumentException e) {
            // The message of the cause may hold a token.
            throw new TargetException(
                    TargetError.MISCONFIGURED,
                    place + " cannot be asked: its address or the token holds odd characters");
        }
    }

    /** A text as a part of a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void read(InputStream body, Consumer<JsonParser> reading) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            reading.accept(json);
            if (json.nextToken() != null) {
                throw new TargetException(TargetError.BAD_LIST, place + " answered more than one list");
            }
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException cut) {
                throw cut;
            }
            throw new TargetException(
                    TargetError.BAD_LIST,
                    place + " answered what cannot be understood: " + plain(e.getOriginalMessage()));
        }
    }

    private TargetException refused(int status, String path, InputStream body) throws IOException {
        String answered = place + " answered " + status;
        String said = plain(new String(body.readNBytes(2000), StandardCharsets.UTF_8));
        String words = said.isEmpty() ? "" : ": " + said;
        return switch (status) {
            case 401, 403 -> new TargetException(TargetError.DENIED, answered + words + "; " + place.remedy());
            case 404 ->
                new TargetException(
                        TargetError.MISCONFIGURED,
                        answered + " for " + path + "; is it " + place.service() + ", and new?");
            case 408, 429 -> new TargetException(TargetError.UNAVAILABLE, answered + words);
            default ->
                status >= 300 && status < 400
                        ? new TargetException(
                                TargetError.MISCONFIGURED, answered + ", a redirect; name the address that it leads to")
                        : new TargetException(
                                status >= 500 ? TargetError.UNAVAILABLE : TargetError.MISCONFIGURED, answered + words);
        };
    }

    private String plain(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : plain(message);
    }

    /** One short line, without what must not be shown: a server may say our token back. */
    private String plain(String text) {
        String line = text;
        for (Secret secret : place.headers().values()) {
            line = line.replace(secret.reveal(), "***");
        }
        line = line.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
        client.close();
        threads.close();
    }
}
