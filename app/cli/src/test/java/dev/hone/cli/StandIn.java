package dev.hone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as the API's document says, or as it is told to; it keeps what it was asked. */
final class StandIn implements AutoCloseable {
    private final Map<String, Reply> replies = new LinkedHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** What was asked: {@code GET /api/profile?x=y}, with its headers and body. */
    record Asked(String line, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    /** What is answered to a request. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    StandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return new ArrayList<>(asked);
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    /** From now on answers requests that begin so, as {@code GET /api/profile/web}. */
    StandIn on(String line, Reply reply) {
        replies.put(line, reply);
        return this;
    }

    StandIn on(String line, int status, String body, String... headers) {
        return on(line, status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    StandIn on(String line, int status, byte[] body, String... headers) {
        return on(line, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(new Asked(line, Map.copyOf(exchange.getRequestHeaders()), new String(body, StandardCharsets.UTF_8)));
        Reply found = null;
        int longest = -1;
        for (Map.Entry<String, Reply> reply : replies.entrySet()) {
            if (line.startsWith(reply.getKey()) && reply.getKey().length() > longest) {
                longest = reply.getKey().length();
                found = reply.getValue();
            }
        }
        try (exchange) {
            if (found == null) {
                byte[] text = "404 page not found\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(404, text.length);
                exchange.getResponseBody().write(text);
            } else {
                found.to(exchange);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
