package dev.hone.server.metrics;

import dev.hone.server.http.Exchange;
import dev.hone.server.http.HttpListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** Counts requests. Labels are routes and not paths, so that nobody can make more of them. */
final class HttpMetrics implements HttpListener {
    private static final double SECOND = 1e9;

    private final Counter requests;
    private final Counter refused;
    private final Counter received;
    private final Gauge active;
    private final Histogram seconds;

    HttpMetrics(PrometheusRegistry registry) {
        requests = Counter.builder()
                .name("hone_http_requests_total")
                .help("Requests answered, by route, method and status.")
                .labelNames("route", "method", "status")
                .register(registry);
        refused = Counter.builder()
                .name("hone_http_refused_total")
                .help("Requests refused at the boundary, by route and reason.")
                .labelNames("route", "reason")
                .register(registry);
        received = Counter.builder()
                .name("hone_http_received_bytes_total")
                .help("Bytes of request bodies that were read, by route.")
                .labelNames("route")
                .register(registry);
        active = Gauge.builder()
                .name("hone_http_requests_active")
                .help("Requests under way.")
                .register(registry);
        seconds = Histogram.builder()
                .name("hone_http_request_seconds")
                .help("Time from the head of a request to the end of its answer, by route.")
                .classicOnly()
                .labelNames("route")
                .register(registry);
    }

    @Override
    public void began() {
        active.inc();
    }

    @Override
    public void ended(Exchange exchange) {
        active.dec();
        requests.labelValues(exchange.route(), method(exchange.method()), Integer.toString(exchange.status()))
                .inc();
        if (exchange.refusal() != null) {
            refused.labelValues(exchange.route(), exchange.refusal().name().toLowerCase(Locale.ROOT))
                    .inc();
        }
        if (exchange.received() > 0) {
            received.labelValues(exchange.route()).inc(exchange.received());
        }
        seconds.labelValues(exchange.route()).observe(exchange.took().toNanos() / SECOND);
    }

    /** A route for any method can be asked with words that nobody knows. */
    private static String method(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH" -> method;
            default -> "other";
        };
    }

    @Override
    public void failed(Exchange exchange, Throwable failure) {}
}
