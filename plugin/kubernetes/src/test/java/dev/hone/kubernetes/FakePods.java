package dev.hone.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The list of pods as an API server gives it page by page, which fabric8's mock server does not (Kubernetes API concepts,
 * "Retrieving large results sets in chunks"): {@code limit} and {@code continue}, 410 for a {@code continue} that is too old, 401
 * and 403 as a {@code Status}. Selectors are noted and not applied.
 */
final class FakePods implements AutoCloseable {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger forgetting = new AtomicInteger();
    private List<String> pods = List.of();
    private String token = "";
    private String forbidden = "";
    private int port;
    private HttpServer server;

    FakePods() {
        server = start();
        port = server.getAddress().getPort();
    }

    private HttpServer start() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            made.createContext("/api/v1/", this::answer);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = start();
    }

    /** Pods in JSON. */
    void hold(List<String> all) {
        pods = List.copyOf(all);
    }

    void demand(String known) {
        token = known;
    }

    /** From now on it says that this is not allowed on the level of the cluster. */
    void forbid(String message) {
        forbidden = message;
    }

    /** So many times it does not know any more what a page goes on from. */
    void forget(int times) {
        forgetting.set(times);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            requests.add(URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8));
            if (!token.isEmpty() && !("Bearer " + token).equals(shown)) {
                status(exchange, 401, "Unauthorized");
            } else if (!forbidden.isEmpty()
                    && exchange.getRequestURI().getPath().equals("/api/v1/pods")) {
                status(exchange, 403, forbidden);
            } else if (query.containsKey("continue") && forgetting.getAndDecrement() > 0) {
                status(exchange, 410, "The provided continue parameter is too old");
            } else {
                page(exchange, query);
            }
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private void page(HttpExchange exchange, Map<String, String> query) throws IOException {
        int from = Integer.parseInt(query.getOrDefault("continue", "0"));
        int to = Math.min(pods.size(), from + Integer.parseInt(query.get("limit")));
        String more = to < pods.size() ? ",\"continue\":\"" + to + "\"" : "";
        send(
                exchange,
                200,
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"" + more
                        + "},\"items\":" + pods.subList(from, to).stream().collect(Collectors.joining(",", "[", "]"))
                        + "}");
    }

    private static void status(HttpExchange exchange, int code, String message) throws IOException {
        send(
                exchange,
                code,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"" + message
                        + "\",\"code\":" + code + "}");
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A running pod of the app web, with this done to its JSON. */
    static String pod(String name, UnaryOperator<String> change) {
        return change.apply("""
                {"metadata":{"name":"%s","namespace":"shop",
                "labels":{"autopgo.scrape":"true","autopgo.scrape.app":"web"},
                "annotations":{"autopgo.scrape.port":"6060"}},
                "status":{"phase":"Running","podIP":"10.0.0.1"}}""".formatted(name));
    }

    @Override
    public void close() {
        stop();
    }
}
