package dev.hone.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hone.blob.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server that keeps to the letter of cacheprog's contract, and notes what it was asked. */
final class CacheprogServer implements AutoCloseable {
    private static final List<String> KEPT = List.of("OutputID", "CompressionAlgorithm", "UncompressedSize");

    private record Entry(Content body, Map<String, String> said) {}

    private final HttpServer server;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

    CacheprogServer() {
        this(0);
    }

    /** At a port; 0 is a free one. */
    CacheprogServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
    }

    List<String> requests() {
        return requests;
    }

    List<Map<String, List<String>>> headers() {
        return headers;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            headers.add(exchange.getRequestHeaders());
            String path = exchange.getRequestURI().getPath();
            if (!path.matches("/base/cache/[0-9a-f]{64}")) {
                exchange.sendResponseHeaders(400, -1);
            } else if (exchange.getRequestMethod().equals("PUT")) {
                put(exchange, path);
            } else {
                get(exchange, path);
            }
        }
    }

    private void put(HttpExchange exchange, String path) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> said = new ConcurrentHashMap<>();
        for (String name : KEPT) {
            String value = exchange.getRequestHeaders().getFirst("X-Cacheprog-" + name);
            said.put(name, value == null ? "" : value);
        }
        boolean good = Integer.toString(body.length)
                        .equals(exchange.getRequestHeaders().getFirst("Content-Length"))
                && StoredDigests.of(Content.of(body))
                        .equals(new StoredDigests(
                                exchange.getRequestHeaders().getFirst("X-Cacheprog-MD5Sum"),
                                exchange.getRequestHeaders().getFirst("X-Cacheprog-Sha256Sum")));
        if (good) {
            entries.put(path, new Entry(Content.of(body), said));
        }
        exchange.sendResponseHeaders(good ? 200 : 400, -1);
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        Entry entry = entries.get(path);
        if (entry == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        entry.said().forEach((name, value) -> exchange.getResponseHeaders().set("X-Cacheprog-" + name, value));
        exchange.getResponseHeaders()
                .set(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.now().atZone(ZoneOffset.UTC)));
        exchange.sendResponseHeaders(
                200, entry.body().length() == 0 ? -1 : entry.body().length());
        try (InputStream body = entry.body().open()) {
            body.transferTo(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
