package dev.hone.nomad;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nomad's service discovery as its server has it ({@code nomad/service_registration_endpoint.go} and
 * {@code command/agent/service_registration_endpoint.go} of 1.3 to 1.10), since no Nomad can be built from the Go module proxy.
 *
 * <ul>
 *   <li>{@code GET /v1/services}: with the namespace {@code *} all services by namespace, each with the tags of all its instances;
 *       the filter is taken and not applied, and there are no pages. Namespaces that the token may not read are not there.
 *   <li>{@code GET /v1/service/NAME}: the instances in one namespace that pass the filter, {@code per_page} of them, and
 *       {@code X-Nomad-NextToken} while there are more. A service that nobody has is an empty list.
 *   <li>A token that Nomad does not know is answered 403.
 * </ul>
 */
final class FakeNomad implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CLAUSE = Pattern.compile("Tags contains \"([^\"\\\\]*)\"");

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int port;
    private String token = "";
    private HttpServer server;

    FakeNomad() {
        server = start();
        port = server.getAddress().getPort();
    }

    /** An instance of a service. */
    record Entry(String namespace, String service, String allocation, String address, int port, List<String> tags) {
        private Map<String, Object> json() {
            return Map.of(
                    "ID", "_nomad-task-" + allocation + "-group-web-" + service,
                    "ServiceName", service,
                    "Namespace", namespace,
                    "Datacenter", "dc1",
                    "JobID", "job",
                    "AllocID", allocation,
                    "Tags", tags,
                    "Address", address,
                    "Port", port,
                    "CreateIndex", 10);
        }
    }

    private HttpServer start() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            made.createContext("/v1/", this::answer);
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

    /** From now on it knows this token only. */
    void demand(String known) {
        token = known;
    }

    void hold(List<Entry> all) {
        entries.clear();
        entries.addAll(all);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            String shown = exchange.getRequestHeaders().getFirst("X-Nomad-Token");
            if (!token.isEmpty() && !token.equals(shown)) {
                exchange.sendResponseHeaders(403, 0);
                exchange.getResponseBody().write("Permission denied".getBytes(StandardCharsets.UTF_8));
                return;
            }
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            String path = exchange.getRequestURI().getPath();
            Object body = path.equals("/v1/services")
                    ? services(query)
                    : instances(path.substring("/v1/service/".length()), query, exchange);
            exchange.sendResponseHeaders(200, 0);
            JSON.writeValue(exchange.getResponseBody(), body);
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

    private List<Map<String, Object>> services(Map<String, String> query) {
        Map<String, Map<String, Set<String>>> namespaces = new TreeMap<>();
        for (Entry entry : entries) {
            String wanted = query.getOrDefault("namespace", "default");
            if (wanted.equals("*") || wanted.equals(entry.namespace())) {
                namespaces
                        .computeIfAbsent(entry.namespace(), name -> new TreeMap<>())
                        .computeIfAbsent(entry.service(), name -> new LinkedHashSet<>())
                        .addAll(entry.tags());
            }
        }
        return namespaces.entrySet().stream()
                .map(namespace -> Map.<String, Object>of(
                        "Namespace", namespace.getKey(),
                        "Services",
                                namespace.getValue().entrySet().stream()
                                        .map(service ->
                                                Map.of("ServiceName", service.getKey(), "Tags", service.getValue()))
                                        .toList()))
                .toList();
    }

    private List<Map<String, Object>> instances(String service, Map<String, String> query, HttpExchange exchange) {
        Set<String> tags = new LinkedHashSet<>();
        Matcher matcher = CLAUSE.matcher(query.getOrDefault("filter", ""));
        while (matcher.find()) {
            tags.add(matcher.group(1));
        }
        List<Entry> all = entries.stream()
                .filter(entry -> entry.service().equals(service))
                .filter(entry -> entry.namespace().equals(query.getOrDefault("namespace", "default")))
                .filter(entry -> entry.tags().containsAll(tags))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("next_token", "0"));
        int most = Integer.parseInt(query.getOrDefault("per_page", "" + Integer.MAX_VALUE));
        int to = (int) Math.min(all.size(), (long) from + most);
        if (to < all.size()) {
            exchange.getResponseHeaders().add("X-Nomad-NextToken", "" + to);
        }
        return all.subList(from, to).stream().map(Entry::json).toList();
    }

    @Override
    public void close() {
        stop();
    }
}
