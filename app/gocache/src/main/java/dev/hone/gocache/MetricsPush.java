package dev.hone.gocache;

import dev.hone.cache.HttpRemoteSettings.Header;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics go when a build has ended.
 *
 * @param endpoint null for nowhere
 * @param labels what each series gets in addition, in their order
 * @param vmRanges VictoriaMetrics's buckets instead of Prometheus's
 */
record MetricsPush(
        @Nullable URI endpoint, String method, Map<String, String> labels, List<Header> headers, boolean vmRanges) {
    MetricsPush {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        headers = List.copyOf(headers);
    }
}
