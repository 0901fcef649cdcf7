package dev.hone.server.metrics;

import dev.hone.blob.BlobListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** Counts what is asked of the blob store, and how long it takes. */
final class StoreMetrics implements BlobListener {
    private static final double SECOND = 1e9;

    private final Counter calls;
    private final Counter bytes;
    private final Histogram seconds;

    StoreMetrics(PrometheusRegistry registry) {
        calls = Counter.builder()
                .name("hone_store_calls_total")
                .help("Calls of the blob store, by operation and outcome.")
                .labelNames("operation", "outcome")
                .register(registry);
        bytes = Counter.builder()
                .name("hone_store_bytes_total")
                .help("Bytes of blobs that were put or opened, by operation.")
                .labelNames("operation")
                .register(registry);
        seconds = Histogram.builder()
                .name("hone_store_call_seconds")
                .help("Time until a call of the blob store returned, by operation.")
                .classicOnly()
                .labelNames("operation")
                .register(registry);
    }

    @Override
    public void called(Call call) {
        String operation = call.operation().name().toLowerCase(Locale.ROOT);
        calls.labelValues(operation, call.outcome()).inc();
        bytes.labelValues(operation).inc(call.bytes());
        seconds.labelValues(operation).observe(call.took().toNanos() / SECOND);
    }
}
