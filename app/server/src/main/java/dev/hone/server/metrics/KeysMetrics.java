package dev.hone.server.metrics;

import dev.hone.server.keys.KeysListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.LoggerFactory;

/** Counts keys and faults in their file. */
final class KeysMetrics implements KeysListener {
    private final Gauge keys;
    private final Counter failures;

    KeysMetrics(PrometheusRegistry registry) {
        keys = Gauge.builder().name("hone_keys").help("Keys that are known.").register(registry);
        failures = Counter.builder()
                .name("hone_keys_reload_failures_total")
                .help("Times that a changed key file could not be used; the keys of before stayed.")
                .register(registry);
    }

    @Override
    public void loaded(int count) {
        keys.set(count);
    }

    @Override
    public void refused(String reason) {
        failures.inc();
        LoggerFactory.getLogger(KeysMetrics.class)
                .atError()
                .addKeyValue("reason", reason)
                .log("the key file changed and cannot be used; the keys of before stay");
    }
}
