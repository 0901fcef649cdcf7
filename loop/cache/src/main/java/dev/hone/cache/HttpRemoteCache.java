package dev.hone.cache;

import dev.hone.base.HttpDate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;

/**
 * Shares results by a server that speaks cacheprog's contract: {@code GET} and {@code PUT} of {@code /cache/<action>}, with
 * headers that say what the body is.
 *
 * <p>A few redirects are followed, so that a server may point to where the bytes are, but the extra headers go to the one
 * server that they were meant for.
 */
public final class HttpRemoteCache implements RemoteCache {
    private static final int MOST_REDIRECTS = 3;

    private final HttpRemoteSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    private HttpRemoteCache(HttpRemoteSettings settings) {
        this.settings = settings;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connect())
                .executor(threads)
                .build();
    }

    /**
     * Makes one, and calls nobody yet.
     *
     * @throws CacheException when the address or a header cannot be used
     */
    public static HttpRemoteCache open(HttpRemoteSettings settings) {
        HttpRemoteCache cache = new HttpRemoteCache(settings);
        try {
            cache.request(settings.base(), HttpRequest.newBuilder().GET()).build();
            return cache;
        } catch (IllegalArgumentException e) {
            cache.close();
            throw new CacheException(
                    CacheError.REMOTE_REFUSED,
                    settings.base() + " with its headers cannot be asked: " + e.getMessage()
                            + "; write http://host:port, and headers as name:value",
                    e);
        }
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        HttpResponse<InputStream> answer = send(action, HttpRequest.newBuilder().GET());
        try {
            return switch (answer.statusCode()) {
                case 200 -> object(answer);
                case 404 -> {
                    HttpAnswers.drained(answer.body());
                    yield Optional.empty();
                }
                default -> throw HttpAnswers.failure(what("GET", action), answer);
            };
        } catch (CacheException e) {
            HttpAnswers.drop(answer.body());
            throw e;
        }
    }

    private static Optional<RemoteObject> object(HttpResponse<InputStream> answer) {
        HttpHeaders said = answer.headers();
        Optional<Encoding> encoding =
                Encoding.of(said.firstValue(Contract.ENCODING).orElse(""));
        if (encoding.isEmpty()) {
            HttpAnswers.drop(answer.body());
            return Optional.empty();
        }
        long length = RemoteFacts.size(said.firstValue("Content-Length").orElse(null), -1);
        long size = RemoteFacts.size(said.firstValue(Contract.SIZE).orElse(null), length);
        boolean packed = encoding.get() != Encoding.RAW;
        if (size < 0 || said.firstValue("Content-Encoding").isPresent() || !(packed || length < 0 || length == size)) {
            throw new CacheException(
                    CacheError.POISONED, "a result of the shared store is not as long as it is said to be");
        }
        RemoteFacts facts = new RemoteFacts(
                output(said),
                encoding.get(),
                size,
                said.firstValue(Contract.SIGNATURE).orElse(""));
        Instant time = time(said);
        return Optional.of(new RemoteObject(facts, time, time, answer.body(), length));
    }

    private static OutputId output(HttpHeaders said) {
        try {
            return new OutputId(said.firstValue(Contract.OUTPUT).orElse("").toLowerCase(java.util.Locale.ROOT));
        } catch (CacheException e) {
            throw RemoteFacts.withoutOutput();
        }
    }

    /** Without a time it is as old as can be: then go does not take a test's result for newer than it is. */
    private static Instant time(HttpHeaders said) {
        return said.firstValue("Last-Modified").flatMap(HttpDate::parse).orElse(Instant.EPOCH);
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        StoredDigests digests = StoredDigests.of(output.content());
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .PUT(body(output))
                .header("Content-Type", "application/octet-stream")
                .header(Contract.OUTPUT, output.output().hex())
                .header(Contract.MD5, digests.md5())
                .header(Contract.SHA256, digests.sha256())
                .header(Contract.ENCODING, output.encoding().word())
                .header(Contract.SIZE, Long.toString(output.size()));
        if (!output.signature().isEmpty()) {
            request.header(Contract.SIGNATURE, output.signature());
        }
        HttpResponse<InputStream> answer = send(action, request);
        if (answer.statusCode() / 100 != 2) {
            throw HttpAnswers.failure(what("PUT", action), answer);
        }
        HttpAnswers.drained(answer.body());
        return true;
    }

    private static BodyPublisher body(PackedOutput output) {
        long length = output.content().length();
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return output.content().open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                length);
    }

    private String what(String method, ActionId action) {
        return method + " " + address(action);
    }

    private URI address(ActionId action) {
        String base = settings.base().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "cache/" + action.hex());
    }

    private HttpRequest.Builder request(URI to, HttpRequest.Builder request) {
        HttpRequest.Builder addressed = request.copy().uri(to);
        if (HttpAnswers.isSameServer(to, settings.base())) {
            settings.headers()
                    .forEach(header ->
                            addressed.header(header.name(), header.value().reveal()));
        }
        return addressed;
    }

    private HttpResponse<InputStream> send(ActionId action, HttpRequest.Builder request) {
        URI to = address(action);
        for (int hops = 0; ; hops++) {
            HttpResponse<InputStream> answer = send(request(to, request).build());
            Optional<URI> next = HttpAnswers.redirect(to, answer);
            if (next.isEmpty() || hops == MOST_REDIRECTS) {
                return answer;
            }
            HttpAnswers.drained(answer.body());
            to = next.get();
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        String what = request.method() + " " + request.uri();
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, what + " was interrupted", e);
        } catch (SSLHandshakeException e) {
            throw new CacheException(
                    CacheError.REMOTE_REFUSED,
                    what + ": " + e.getMessage() + "; let this machine trust the server's certificate",
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new CacheException(CacheError.REMOTE_FAILED, what + " failed: " + e, e);
        }
    }

    @Override
    public Health check() {
        try {
            get(new ActionId(OutputId.EMPTY.hex())).ifPresent(RemoteObject::close);
            return Health.GOOD;
        } catch (CacheException e) {
            return e.error() == CacheError.POISONED ? Health.GOOD : Health.bad(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
