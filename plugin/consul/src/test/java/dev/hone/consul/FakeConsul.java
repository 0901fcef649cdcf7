package dev.hone.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of Consul's catalog that is asked for targets, as {@code agent/consul/catalog_endpoint.go} of 1.22 has it:
 * {@code ListServices} and {@code ServiceNodes} apply the filter to instances; services come with the tags of those that passed;
 * a service that nobody has is an empty list.
 *
 * <p>A real agent is held to the same contract by {@code ConsulAgentContractTest}.
 */
final class FakeConsul implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CLAUSE = Pattern.compile("ServiceTags contains \"([^\"\\\\]*)\"");

    private final List<Map<String, Object>> entries = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private int port;
    private boolean filtering = true;
    private HttpServer server;

    FakeConsul() {
        server = start();
        port = server.getAddress().getPort();
    }

    private HttpServer start() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            made.createContext("/v1/catalog/", this::answer);
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

    /** Sends a header with each answer. */
    void say(String name, String value) {
        headers.put(name, value);
    }

    /** Takes filters and does not apply them to the list of services, as Consul before 1.15 did. */
    void becomeOld() {
        filtering = false;
    }

    void clear() {
        entries.clear();
    }

    void add(
            String service, String nodeAddress, String address, int port, List<String> tags, Map<String, Object> more) {
        Map<String, Object> entry = new TreeMap<>(Map.of(
                "Node", "node-1",
                "Address", nodeAddress,
                "ServiceName", service,
                "ServiceID", service + "-" + entries.size(),
                "ServiceAddress", address,
                "ServicePort", port,
                "ServiceTags", tags,
                "CreateIndex", 12,
                "ServiceWeights", Map.of("Passing", 1, "Warning", 1)));
        entry.putAll(more);
        entries.add(entry);
    }

    void addAll(List<Map<String, Object>> many) {
        entries.addAll(many);
    }

    /** Paths and queries, as they came in. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            String path = exchange.getRequestURI().getPath().substring("/v1/catalog/".length());
            Set<String> tags = tags(exchange.getRequestURI().getRawQuery());
            Object body =
                    path.equals("services") ? services(tags) : instances(path.substring("service/".length()), tags);
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(200, 0);
            JSON.writeValue(exchange.getResponseBody(), body);
        }
    }

    private static Set<String> tags(String query) {
        Set<String> tags = new LinkedHashSet<>();
        Matcher matcher = CLAUSE.matcher(URLDecoder.decode(query, StandardCharsets.UTF_8));
        while (matcher.find()) {
            tags.add(matcher.group(1));
        }
        return tags;
    }

    @SuppressWarnings("unchecked")
    private static List<String> tagsOf(Map<String, Object> entry) {
        return (List<String>) entry.getOrDefault("ServiceTags", List.of());
    }

    private Map<String, Set<String>> services(Set<String> tags) {
        Map<String, Set<String>> services = new TreeMap<>();
        for (Map<String, Object> entry : entries) {
            if (!filtering || tagsOf(entry).containsAll(tags)) {
                services.computeIfAbsent("" + entry.get("ServiceName"), name -> new LinkedHashSet<>())
                        .addAll(tagsOf(entry));
            }
        }
        return services;
    }

    private List<Map<String, Object>> instances(String service, Set<String> tags) {
        return entries.stream()
                .filter(entry -> service.equals(entry.get("ServiceName")))
                .filter(entry -> tagsOf(entry).containsAll(tags))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public void close() {
        stop();
    }
}
