package dev.hone.server.metrics;

import dev.hone.collect.PassedOver;
import dev.hone.collect.PushException;
import dev.hone.collect.PushListener;
import dev.hone.collect.PushWire;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of pushed profiles. Apps are no labels: anybody may make more of them. */
final class PushMetrics implements PushListener {
    private static final Logger LOG = LoggerFactory.getLogger("push");

    private final Counter taken;
    private final Counter ignored;
    private final Counter refused;

    PushMetrics(PrometheusRegistry registry) {
        taken = Counter.builder()
                .name("hone_push_taken_total")
                .help(
                        "Pushed profiles that were taken in, by wire: Pyroscope's /ingest, its push API, Parca's, or OTLP.")
                .labelNames("wire")
                .register(registry);
        ignored = Counter.builder()
                .name("hone_push_ignored_total")
                .help(
                        "Pushed profiles that were passed over, by wire and reason: another format, another type, or empty.")
                .labelNames("wire", "reason")
                .register(registry);
        refused = Counter.builder()
                .name("hone_push_refused_total")
                .help("Pushed profiles that were refused, by wire and reason.")
                .labelNames("wire", "reason")
                .register(registry);
    }

    @Override
    public void taken(PushWire wire, String app) {
        taken.labelValues(word(wire)).inc();
    }

    @Override
    public void passedOver(PushWire wire, PassedOver reason) {
        ignored.labelValues(word(wire), word(reason)).inc();
    }

    @Override
    public void refused(PushWire wire, PushException refusal) {
        refused.labelValues(word(wire), word(refusal.error())).inc();
        LOG.atDebug()
                .addKeyValue("wire", word(wire))
                .addKeyValue("reason", refusal.getMessage())
                .log("a pushed profile was refused");
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
