package dev.hone.server.metrics;

import dev.hone.collect.CollectListener;
import dev.hone.collect.Outcome;
import dev.hone.collect.ProfileStore;
import dev.hone.collect.Puller;
import dev.hone.targets.Target;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Counts what the scraper does, and writes down what is worth it. Targets are no labels: fleets come and go. */
final class CollectMetrics implements CollectListener {
    private static final Logger LOG = LoggerFactory.getLogger("collect");

    private final Gauge targets;
    private final Gauge left;
    private final Gauge stale;
    private final Counter failedLooks;
    private final Gauge running;
    private final Counter attempts;
    private final Counter bytes;
    private final Counter stopped;
    private final Counter pulled;
    private final Gauge pulledUntil;

    CollectMetrics(PrometheusRegistry registry) {
        targets = gauge(registry, "hone_collect_targets", "Instances that can be profiled.");
        left = gauge(registry, "hone_collect_targets_left_out", "Instances that are listed and cannot be profiled.");
        stale = gauge(
                registry,
                "hone_collect_targets_stale",
                "1 while the source of targets fails and what it said before still holds.");
        failedLooks = counter(
                registry,
                "hone_collect_looks_failed_total",
                "Times that the source of targets could not say what there is.");
        running = gauge(registry, "hone_collect_running", "Instances that are being profiled.");
        attempts = Counter.builder()
                .name("hone_collect_attempts_total")
                .help("Attempts to profile an instance, by how they ended.")
                .labelNames("outcome")
                .register(registry);
        bytes = counter(registry, "hone_collect_bytes_total", "Bytes of profiles that were taken.");
        stopped = counter(
                registry,
                "hone_collect_rounds_stopped_total",
                "Times that an app was left in peace until its next interval, because more than a fifth of its instances failed.");
        pulled = Counter.builder()
                .name("hone_pull_windows_total")
                .help("Attempts to pull a window of a Pyroscope or Parca, by how they ended.")
                .labelNames("outcome")
                .register(registry);
        pulledUntil = gauge(
                registry,
                "hone_pull_until_seconds",
                "The end of the last window that was handed in or had nothing in it, in seconds since 1970.");
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).register(registry);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    @Override
    public void looked(String source, int found, int leftOut) {
        boolean changed = targets.get() != found || left.get() != leftOut || stale.get() != 0;
        targets.set(found);
        left.set(leftOut);
        stale.set(0);
        if (changed) {
            LOG.atInfo()
                    .addKeyValue("source", source)
                    .addKeyValue("found", found)
                    .addKeyValue("left_out", leftOut)
                    .log("the targets changed");
        }
    }

    @Override
    public void lookFailed(String source, String reason) {
        failedLooks.inc();
        // Said once, not every few seconds.
        boolean isNew = stale.get() == 0;
        stale.set(1);
        LOG.atLevel(isNew ? Level.ERROR : Level.DEBUG)
                .addKeyValue("source", source)
                .addKeyValue("reason", reason)
                .log("the targets cannot be read; those of before stay");
    }

    @Override
    public void started(Target target) {
        running.inc();
        line(LOG.atDebug(), target).log("profiling");
    }

    @Override
    public void ended(Target target, Outcome outcome, String message, long size) {
        running.dec();
        attempts.labelValues(outcome.word()).inc();
        bytes.inc(size);
        boolean isFine = outcome == Outcome.DELIVERED || outcome == Outcome.BUSY || outcome == Outcome.STOPPED;
        line(isFine ? LOG.atDebug() : LOG.atWarn(), target)
                .addKeyValue("outcome", outcome.word())
                .addKeyValue("reason", message)
                .log(outcome == Outcome.DELIVERED ? "a profile was handed in" : "no profile");
    }

    private static LoggingEventBuilder line(LoggingEventBuilder line, Target target) {
        return line.addKeyValue("app", target.app()).addKeyValue("instance", target.instance());
    }

    @Override
    public void pulled(ProfileStore store, String app, Puller.Pulled pull, long size) {
        Outcome outcome = pull.outcome();
        pulled.labelValues(outcome.word()).inc();
        bytes.inc(size);
        boolean isFine = outcome == Outcome.DELIVERED || outcome == Outcome.NOTHING;
        if (isFine) {
            pulledUntil.set((double) pull.window().end().getEpochSecond());
        }
        LOG.atLevel(isFine || outcome == Outcome.STOPPED ? Level.DEBUG : Level.WARN)
                .addKeyValue("store", store.name())
                .addKeyValue("app", app)
                .addKeyValue("from", pull.window().start())
                .addKeyValue("outcome", outcome.word())
                .addKeyValue("reason", pull.message())
                .log(outcome == Outcome.DELIVERED ? "a window was handed in" : "no window");
    }

    @Override
    public void roundStopped(String app) {
        stopped.inc();
        LOG.atWarn()
                .addKeyValue("app", app)
                .log("more than a fifth of its instances failed; the app is left in peace until its next interval");
    }
}
