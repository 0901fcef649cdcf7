package dev.hone.gocache;

import dev.hone.cache.RemoteOptions;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads where metrics go. */
final class MetricsOptions {
    private MetricsOptions() {}

    static void declare(Declaration declaration) {
        declaration
                .url("--metrics-push-endpoint", "URL", "Where metrics are sent when go has ended.")
                .option("--metrics-push-method", "METHOD", "How: GET (the default), PUT or POST.")
                .several("--metrics-push-extra-labels", "KEY=VALUE", "Labels that each series gets in addition.")
                .several("--metrics-push-extra-headers", "NAME:VALUE", "Headers that are sent along.")
                .flag("--use-vm-histograms", "VictoriaMetrics's histograms instead of Prometheus's.");
    }

    static MetricsPush of(Arguments arguments) {
        @Nullable URI endpoint = arguments.url("--metrics-push-endpoint").orElse(null);
        String method = arguments.value("--metrics-push-method").orElse("GET").toUpperCase(Locale.ROOT);
        if (!List.of("GET", "PUT", "POST").contains(method)) {
            throw new UsageException("--metrics-push-method takes GET, PUT or POST, not '" + method + "'");
        }
        return new MetricsPush(
                endpoint,
                method,
                RemoteOptions.labels(arguments, "--metrics-push-extra-labels"),
                RemoteOptions.headers(arguments, "--metrics-push-extra-headers"),
                arguments.flag("--use-vm-histograms"));
    }
}
