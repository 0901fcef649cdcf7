package dev.hone.server.http;

import dev.hone.server.keys.Caller;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** One request, as a handler sees it. */
public final class Call {
    private final String id;
    private final Request request;
    private final Map<String, String> parameters;
    private final Caller caller;
    private final BoundedBody body;

    Call(String id, Request request, Map<String, String> parameters, Caller caller, BoundedBody body) {
        this.id = id;
        this.request = request;
        this.parameters = Map.copyOf(parameters);
        this.caller = caller;
        this.body = body;
    }

    /** The id of the request, for logs. */
    public String id() {
        return id;
    }

    public String method() {
        return request.getMethod();
    }

    /** Whether it came by HTTP/2. */
    public boolean isHttp2() {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    /** Whether the caller is on this machine. */
    public boolean isFromHere() {
        return isFromHere(request);
    }

    static boolean isFromHere(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
    }

    public Caller caller() {
        return caller;
    }

    /** A parameter of the path, which the route's template must have. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    /** A parameter of the query; the first, if there are several. */
    public Optional<String> query(String name) {
        Fields fields = queries();
        return Optional.ofNullable(fields.getValue(name));
    }

    private Fields queries() {
        try {
            return Request.extractQueryParameters(request);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Refusal(Refusal.Reason.BAD_REQUEST, "the query of the URL cannot be read");
        }
    }

    /** The query as it was sent. */
    public Optional<String> query() {
        return Optional.ofNullable(request.getHttpURI().getQuery());
    }

    /** All headers in their order, names as they were sent. */
    public List<Map.Entry<String, String>> headers() {
        return request.getHeaders().stream()
                .map(field -> Map.entry(field.getName(), String.valueOf(field.getValue())))
                .toList();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The body, which throws a {@link Refusal} when it is too large or too slow. */
    public InputStream body() {
        return body;
    }
}
