package dev.hone.cli.remote;

import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is asked of a server, apart from which one and who asks. Immutable. */
public final class Request {
    private final String method;
    private final List<String> path;
    private final Map<String, String> parameters;
    private final Map<String, String> headers;
    private final BodyPublisher body;

    private Request(
            String method,
            List<String> path,
            Map<String, String> parameters,
            Map<String, String> headers,
            BodyPublisher body) {
        this.method = method;
        this.path = List.copyOf(path);
        this.parameters = new LinkedHashMap<>(parameters);
        this.headers = new LinkedHashMap<>(headers);
        this.body = body;
    }

    /** A request for the path of these segments, each of which is escaped. */
    public static Request of(String method, String... path) {
        return new Request(method, List.of(path), Map.of(), Map.of(), BodyPublishers.noBody());
    }

    public static Request get(String... path) {
        return of("GET", path);
    }

    /** A request of Hone's own API about an app; autopgo's servers know none of these. */
    public static Request ofApp(String method, String app, String... more) {
        List<String> path = new ArrayList<>(List.of("api", "hone", "v1", "apps", app));
        path.addAll(List.of(more));
        return of(method, path.toArray(String[]::new));
    }

    /** With a parameter, unless its value is empty. */
    public Request parameter(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Request(method, path, more, headers, body);
    }

    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, path, parameters, more, body);
    }

    public Request json(JsonValue content) {
        return header("Content-Type", "application/json").content(BodyPublishers.ofString(content.pretty()));
    }

    public Request bytes(byte[] content, String type) {
        return header("Content-Type", type).content(BodyPublishers.ofByteArray(content));
    }

    /** With a file as its body, which is read while it is sent. */
    public Request file(Path file, String type) throws FileNotFoundException {
        return header("Content-Type", type).content(BodyPublishers.ofFile(file));
    }

    private Request content(BodyPublisher content) {
        return new Request(method, path, parameters, headers, content);
    }

    /** Whether this is about Hone's own API. */
    boolean isOwn() {
        return path.contains("hone");
    }

    /** The request as it goes to the server at this address, whose path is kept. */
    HttpRequest.Builder to(URI server) {
        String before = server.getRawPath() == null ? "" : server.getRawPath().replaceFirst("/+$", "");
        String after = path.stream().map(Request::escape).collect(Collectors.joining("/", "/", ""));
        String query = parameters.entrySet().stream()
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                .collect(Collectors.joining("&"));
        URI uri = URI.create(server.getScheme() + "://" + server.getRawAuthority() + before + after
                + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
        headers.forEach(request::header);
        return request;
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
