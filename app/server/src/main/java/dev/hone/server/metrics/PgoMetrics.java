package dev.hone.server.metrics;

import dev.hone.pgo.AppName;
import dev.hone.pgo.GenerationEntry;
import dev.hone.pgo.PgoListener;
import dev.hone.pgo.UploadReceipt;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Counts what the PGO stage does, and writes down what is worth it. Apps are no labels: anybody may make more of them. */
final class PgoMetrics implements PgoListener {
    private static final Logger LOG = LoggerFactory.getLogger("pgo");

    private final Counter accepted;
    private final Counter bytes;
    private final Counter refused;
    private final Counter folded;
    private final Counter quarantined;
    private final Counter published;
    private final Counter kept;
    private final Counter damaged;
    private final Counter leftOvers;
    private final Counter unannounced;
    private final Counter failures;

    PgoMetrics(PrometheusRegistry registry) {
        accepted = counter(registry, "hone_pgo_uploads_total", "Profiles that were taken in.");
        bytes = counter(registry, "hone_pgo_upload_bytes_total", "Bytes of profiles that were taken in.");
        refused = Counter.builder()
                .name("hone_pgo_uploads_refused_total")
                .help("Profiles that were refused, by reason.")
                .labelNames("reason")
                .register(registry);
        folded = counter(registry, "hone_pgo_folded_total", "Uploads that were added to the state of their app.");
        quarantined = counter(
                registry, "hone_pgo_quarantined_total", "Uploads that were taken in and later set aside as of no use.");
        published = counter(registry, "hone_pgo_published_total", "Generations that were published.");
        kept = Counter.builder()
                .name("hone_pgo_kept_total")
                .help("Times that the published generation was left as it is, by reason.")
                .labelNames("reason")
                .register(registry);
        damaged = counter(
                registry, "hone_pgo_damaged_total", "Generations that were found damaged and are not chosen any more.");
        leftOvers = counter(registry, "hone_pgo_leftovers_removed_total", "Blobs that nothing named and were removed.");
        unannounced = counter(
                registry,
                "hone_pgo_events_unsent_total",
                "Events that could not be sent; sweeping finds what they tell.");
        failures = counter(registry, "hone_pgo_failures_total", "Work that failed and is tried again.");
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    @Override
    public void accepted(AppName app, UploadReceipt receipt, long size) {
        accepted.inc();
        bytes.inc(size);
        LOG.atDebug()
                .addKeyValue("app", app)
                .addKeyValue("upload", receipt.id())
                .log("a profile was taken in");
    }

    @Override
    public void refused(AppName app, String code) {
        refused.labelValues(code.toLowerCase(Locale.ROOT)).inc();
    }

    @Override
    public void folded(AppName app, int uploads, int segments) {
        folded.inc(uploads);
        LOG.atDebug()
                .addKeyValue("app", app)
                .addKeyValue("uploads", uploads)
                .addKeyValue("segments", segments)
                .log("uploads were added");
    }

    @Override
    public void quarantined(AppName app, String id, String reason) {
        quarantined.inc();
        LOG.atWarn()
                .addKeyValue("app", app)
                .addKeyValue("upload", id)
                .addKeyValue("reason", reason)
                .log("an upload was set aside");
    }

    @Override
    public void published(AppName app, GenerationEntry generation) {
        published.inc();
        LOG.atInfo()
                .addKeyValue("app", app)
                .addKeyValue("generation", generation.number())
                .addKeyValue("samples", generation.samples())
                .addKeyValue("reason", generation.reason())
                .log("a profile was published");
    }

    @Override
    public void kept(AppName app, String reason) {
        kept.labelValues(reason.toLowerCase(Locale.ROOT)).inc();
    }

    @Override
    public void damaged(AppName app, int generation, String reason) {
        damaged.inc();
        LOG.atError()
                .addKeyValue("app", app)
                .addKeyValue("generation", generation)
                .addKeyValue("reason", reason)
                .log("a generation is damaged and is not chosen any more");
    }

    @Override
    public void leftOverRemoved(AppName app, String name) {
        leftOvers.inc();
    }

    @Override
    public void notAnnounced(AppName app, String reason) {
        unannounced.inc();
        LOG.atWarn().addKeyValue("app", app).addKeyValue("reason", reason).log("an event could not be sent");
    }

    @Override
    public void busFailed(String reason) {
        failed(LOG.atWarn().addKeyValue("reason", reason), "the bus of events fails");
    }

    @Override
    public void sweepFailed(RuntimeException failure) {
        failed(LOG.atWarn().addKeyValue("reason", failure.getMessage()), "sweeping failed; it goes on later");
    }

    @Override
    public void failed(AppName app, String what, RuntimeException failure) {
        failed(
                LOG.atWarn().addKeyValue("app", app).addKeyValue("reason", failure.getMessage()),
                what + " failed; it is tried again");
    }

    private void failed(LoggingEventBuilder line, String what) {
        failures.inc();
        line.log(what);
    }
}
