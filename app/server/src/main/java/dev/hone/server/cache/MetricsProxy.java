package dev.hone.server.cache;

import dev.hone.base.ByteSize;
import dev.hone.cache.HttpRemoteSettings.Header;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Hands on the metrics that builds push, as cacheprog's proxy does: to one address, with labels in its path and headers added. */
public final class MetricsProxy implements AutoCloseable {
    private static final ByteSize LARGEST = ByteSize.ofMebibytes(16);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** They are about one connection, or made anew for the next. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-request-id");

    private final URI target;
    private final List<Header> headers;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Hands on to an address.
     *
     * @param labels what stands in the path below it, as a Pushgateway reads them
     * @param headers what is added
     */
    public MetricsProxy(URI endpoint, Map<String, String> labels, List<Header> headers) {
        this.target = target(endpoint, labels);
        this.headers = List.copyOf(headers);
    }

    public List<Route> routes() {
        return List.of(Route.takingIn(Method.ANY, "/metricsproxy", Access.shared(Role.SUBMIT), LARGEST, this::handOn));
    }

    /** The job comes first and must be there, the rest in order. */
    static URI target(URI endpoint, Map<String, String> labels) {
        if (labels.isEmpty()) {
            return endpoint;
        }
        TreeMap<String, String> rest = new TreeMap<>(labels);
        StringBuilder path = new StringBuilder(
                Optional.ofNullable(endpoint.getRawPath()).orElse("").replaceFirst("/$", ""));
        path.append("/metrics")
                .append(part("job", Optional.ofNullable(rest.remove("job")).orElse("")));
        rest.forEach((name, value) -> path.append(part(name, value)));
        String query = endpoint.getRawQuery() == null ? "" : "?" + endpoint.getRawQuery();
        return URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path + query);
    }

    private static String part(String name, String value) {
        if (value.isEmpty()) {
            return "/" + name + "@base64/=";
        }
        return value.contains("/")
                ? "/" + name + "@base64/"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8))
                : "/" + name + "/" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Answer handOn(Call call) throws IOException {
        byte[] body = call.body().readAllBytes();
        try {
            return answer(client.send(request(call, body), BodyHandlers.ofInputStream()));
        } catch (IOException | IllegalArgumentException e) {
            return Answer.text(
                    502, "the metrics were not taken by " + target.getAuthority() + ": " + e.getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.text(502, "interrupted\n");
        }
    }

    private HttpRequest request(Call call, byte[] body) {
        String query = call.query()
                .map(sent -> (target.getRawQuery() == null ? "?" : "&") + sent)
                .orElse("");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + query))
                .timeout(MOST)
                .method(call.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (Map.Entry<String, String> header : call.headers()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                request.header(header.getKey(), header.getValue());
            }
        }
        headers.forEach(header -> request.header(header.name(), header.value().reveal()));
        return request.build();
    }

    private static Answer answer(HttpResponse<InputStream> said) throws IOException {
        byte[] content;
        try (InputStream in = said.body()) {
            content = in.readNBytes((int) LARGEST.bytes());
        }
        Answer answer = Answer.bytes(said.statusCode(), content);
        for (Map.Entry<String, List<String>> header : said.headers().map().entrySet()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))
                    && !header.getKey().startsWith(":")) {
                for (String value : header.getValue()) {
                    answer = answer.with(header.getKey(), value);
                }
            }
        }
        return answer;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
