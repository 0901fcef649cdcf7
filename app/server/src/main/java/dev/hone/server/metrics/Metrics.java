package dev.hone.server.metrics;

import dev.hone.blob.BlobListener;
import dev.hone.cache.ServiceListener;
import dev.hone.collect.CollectListener;
import dev.hone.collect.PushListener;
import dev.hone.pgo.PgoListener;
import dev.hone.pgo.PruneFile;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.HttpListener;
import dev.hone.server.keys.KeysListener;
import dev.hone.server.reload.ReloadListener;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** All metrics of the process, and their page. */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final HttpMetrics http = new HttpMetrics(registry);
    private final KeysMetrics keys = new KeysMetrics(registry);
    private final PruneMetrics prune = new PruneMetrics(registry);
    private final PgoMetrics pgo = new PgoMetrics(registry);
    private final PushMetrics push = new PushMetrics(registry);
    private final StoreMetrics store = new StoreMetrics(registry);
    private final SharingMetrics sharing = new SharingMetrics(registry);
    private final CollectMetrics collect = new CollectMetrics(registry);

    public Metrics(String version) {
        new ProcessMetrics(registry, version);
    }

    public HttpListener http() {
        return http;
    }

    public BlobListener blobs() {
        return store;
    }

    public PgoListener pgo() {
        return pgo;
    }

    public CollectListener collect() {
        return collect;
    }

    public ServiceListener sharing() {
        return sharing;
    }

    public PushListener push() {
        return push;
    }

    public KeysListener keys() {
        return keys;
    }

    public ReloadListener<PruneFile> prune() {
        return prune;
    }

    /** Answers {@code /metrics}. */
    public Answer page(Call call) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.builder().build();
        writer.write(text, registry.scrape());
        return Answer.bytes(200, text.toByteArray()).with("Content-Type", writer.getContentType());
    }

    /** A row for each metric, for the reference page. */
    List<String> rows() {
        return registry.scrape().stream()
                .sorted(Comparator.comparing(
                        (MetricSnapshot snapshot) -> snapshot.getMetadata().getPrometheusName()))
                .map(Metrics::row)
                .toList();
    }

    private static String row(MetricSnapshot snapshot) {
        MetricMetadata metadata = snapshot.getMetadata();
        String kind =
                snapshot.getClass().getSimpleName().replace("Snapshot", "").toLowerCase(java.util.Locale.ROOT);
        String ending = kind.equals("counter") ? "_total" : kind.equals("info") ? "_info" : "";
        return "| `" + metadata.getPrometheusName() + ending + "` | " + kind + " | " + metadata.getHelp() + " |";
    }
}
