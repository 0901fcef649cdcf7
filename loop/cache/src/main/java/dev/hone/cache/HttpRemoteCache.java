package dev.hone.cache;

import dev.hone.base.HttpDate;
import dev.hone.blob.BlobAddress;
import java.io.ByteArrayInputStream;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Shares results by a server that speaks cacheprog's contract: {@code GET} and {@code PUT} of {@code /cache/<action>}, with
 * headers that say what the body is.
 *
 * <p>A few redirects are followed, so that a server may point to where the bytes are, but the extra headers go to the one
 * server that they were meant for.
 */
public final class HttpRemoteCache implements RemoteCache {
    private static final int MOST_REDIRECTS = 3;
    /** What a server says that makes no packs. */
    private static final Set<Integer> UNKNOWN = Set.of(404, 405, 501);
    /** More than it takes to say where so many results lie as one pack is made of. */
    private static final int LARGEST_ANSWER = 2 << 20;

    private final HttpRemoteSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Carrier carrier;
    private final Map<String, String> headers;
    private volatile boolean alone;

    private HttpRemoteCache(HttpRemoteSettings settings, Carrier carrier) {
        this.settings = settings;
        this.carrier = carrier;
        headers = settings.headers().stream()
                .collect(Collectors.toMap(
                        header -> header.name().toLowerCase(Locale.ROOT),
                        header -> header.value().reveal(),
                        (one, other) -> one + ", " + other));
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
        return open(settings, Carrier.NONE);
    }

    /** The same, with what is read carried by somebody else. */
    public static HttpRemoteCache open(HttpRemoteSettings settings, Carrier carrier) {
        HttpRemoteCache cache = new HttpRemoteCache(settings, carrier);
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
        if (!carrier.isOfUse()) {
            return read(action);
        }
        BlobAddress at = at(action);
        Carrier.Ask ask = new Carrier.Ask(at.uri(), at.headers(), Contract.ENCODING, Contract.SIZE);
        return carrier.get(ask, HttpRemoteCache::carried, () -> read(action));
    }

    @Override
    public Optional<BlobAddress> address(ActionId action) {
        return Optional.of(at(action));
    }

    private BlobAddress at(ActionId action) {
        return new BlobAddress(uri(action), headers, "");
    }

    private static Optional<RemoteObject> carried(Errand errand) {
        Map<String, String> said = errand.headers();
        return facts(name -> Optional.ofNullable(said.get(name.toLowerCase(Locale.ROOT))))
                .map(facts -> {
                    Instant time = time(said.get("last-modified"));
                    return RemoteObject.carried(facts, time, time, errand);
                });
    }

    private Optional<RemoteObject> read(ActionId action) {
        HttpResponse<InputStream> answer =
                send(uri(action), HttpRequest.newBuilder().GET());
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
        Optional<RemoteFacts> facts = facts(said::firstValue);
        if (facts.isEmpty()) {
            HttpAnswers.drop(answer.body());
            return Optional.empty();
        }
        Instant time = time(said.firstValue("Last-Modified").orElse(null));
        return Optional.of(new RemoteObject(facts.get(), time, time, answer.body(), length(said::firstValue)));
    }

    /** What the headers say, whoever has received them; empty for an encoding that nobody here knows. */
    private static Optional<RemoteFacts> facts(Function<String, Optional<String>> header) {
        Optional<Encoding> encoding =
                Encoding.of(header.apply(Contract.ENCODING).orElse(""));
        if (encoding.isEmpty()) {
            return Optional.empty();
        }
        long length = length(header);
        long size = RemoteFacts.size(header.apply(Contract.SIZE).orElse(null), length);
        boolean packed = encoding.get() != Encoding.RAW;
        if (size < 0 || header.apply("Content-Encoding").isPresent() || !(packed || length < 0 || length == size)) {
            throw new CacheException(
                    CacheError.POISONED, "a result of the shared store is not as long as it is said to be");
        }
        return Optional.of(new RemoteFacts(
                output(header.apply(Contract.OUTPUT).orElse("")),
                encoding.get(),
                size,
                header.apply(Contract.SIGNATURE).orElse("")));
    }

    private static long length(Function<String, Optional<String>> header) {
        return RemoteFacts.size(header.apply("Content-Length").orElse(null), -1);
    }

    private static OutputId output(String said) {
        try {
            return new OutputId(said.toLowerCase(Locale.ROOT));
        } catch (CacheException e) {
            throw RemoteFacts.withoutOutput();
        }
    }

    /** Without a time it is as old as can be: then go does not take a test's result for newer than it is. */
    private static Instant time(@Nullable String said) {
        return Optional.ofNullable(said).flatMap(HttpDate::parse).orElse(Instant.EPOCH);
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        Map<String, String> said = said(output);
        if (output.packed() != null && carrier.isOfUse()) {
            Map<String, String> all = new HashMap<>(headers);
            all.putAll(said);
            Optional<Boolean> stored =
                    carrier.put(uri(action), all, output.packed().file());
            // This contract has no conditions.
            if (stored.equals(Optional.of(true))) {
                return true;
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder().PUT(body(output));
        said.forEach(request::header);
        HttpResponse<InputStream> answer = send(uri(action), request);
        if (answer.statusCode() / 100 != 2) {
            throw HttpAnswers.failure(what("PUT", action), answer);
        }
        HttpAnswers.drained(answer.body());
        return true;
    }

    /** Who does not know how says so once. */
    @Override
    public Optional<ComposedPack> compose(List<ActionId> actions) {
        if (alone) {
            return Optional.empty();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .POST(BodyPublishers.ofString(Contract.lines(actions)))
                .header("Content-Type", "text/plain");
        HttpResponse<InputStream> answer = send(uri(Contract.PACKS), request);
        if (UNKNOWN.contains(answer.statusCode())) {
            alone = true;
            HttpAnswers.drained(answer.body());
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw HttpAnswers.failure("POST " + uri(Contract.PACKS), answer);
        }
        try (InputStream body = answer.body()) {
            return Optional.of(ComposedPack.parse(new ByteArrayInputStream(body.readNBytes(LARGEST_ANSWER))));
        } catch (IOException e) {
            throw new CacheException(CacheError.REMOTE_FAILED, "POST " + uri(Contract.PACKS) + " failed: " + e, e);
        }
    }

    private static Map<String, String> said(PackedOutput output) {
        StoredDigests digests = output.digests();
        Map<String, String> said = new HashMap<>();
        said.put("Content-Type", "application/octet-stream");
        said.put(Contract.OUTPUT, output.output().hex());
        said.put(Contract.MD5, digests.md5());
        said.put(Contract.SHA256, digests.sha256());
        said.put(Contract.ENCODING, output.encoding().word());
        said.put(Contract.SIZE, Long.toString(output.size()));
        if (!output.signature().isEmpty()) {
            said.put(Contract.SIGNATURE, output.signature());
        }
        return said;
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
        return method + " " + uri(action);
    }

    private URI uri(ActionId action) {
        return uri("cache/" + action.hex());
    }

    private URI uri(String path) {
        String base = settings.base().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + path);
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

    private HttpResponse<InputStream> send(URI at, HttpRequest.Builder request) {
        URI to = at;
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
