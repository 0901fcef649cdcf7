package dev.hone.server.metrics;

import dev.hone.pgo.PruneFile;
import dev.hone.server.reload.ReloadListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts faults in the prune file, and tells when it was read. */
final class PruneMetrics implements ReloadListener<PruneFile> {
    private static final Logger LOG = LoggerFactory.getLogger(PruneMetrics.class);

    private final Counter failures;

    PruneMetrics(PrometheusRegistry registry) {
        failures = Counter.builder()
                .name("hone_prune_reload_failures_total")
                .help("Times that a changed prune file could not be used; the rules of before stayed.")
                .register(registry);
    }

    @Override
    public void loaded(PruneFile content) {
        LOG.info("the prune file was read; it holds for uploads from now on");
    }

    @Override
    public void refused(String reason) {
        failures.inc();
        LOG.atError()
                .addKeyValue("reason", reason)
                .log("the prune file changed and cannot be used; the rules of before stay");
    }
}
