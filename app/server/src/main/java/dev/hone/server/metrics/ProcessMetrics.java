package dev.hone.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What the process takes of its machine. */
final class ProcessMetrics {
    ProcessMetrics(PrometheusRegistry registry, String version) {
        Info.builder()
                .name("hone_build_info")
                .help("The version that runs.")
                .labelNames("version")
                .register(registry)
                .addLabelValues(version);
        GaugeWithCallback.builder()
                .name("hone_heap_used_bytes")
                .help("Java heap in use.")
                .callback(callback -> callback.call((double) used()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("hone_heap_largest_bytes")
                .help("The most that the Java heap may grow to.")
                .callback(
                        callback -> callback.call((double) Runtime.getRuntime().maxMemory()))
                .register(registry);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
