package dev.hone.server.metrics;

import dev.hone.cache.ServiceListener;
import dev.hone.cache.StoreEviction;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** Counts what builds share by this server. Namespaces are no labels: there may be any number of them. */
final class SharingMetrics implements ServiceListener {
    private final Counter gets;
    private final Counter puts;
    private final Counter sent;
    private final Counter received;
    private final Counter evicted;
    private final Counter freed;

    SharingMetrics(PrometheusRegistry registry) {
        gets = Counter.builder()
                .name("hone_cache_gets_total")
                .help(
                        "Results of builds that were asked for: hit, untrusted_hit, miss, or spoiled, which is a miss too.")
                .labelNames("result")
                .register(registry);
        puts = Counter.builder()
                .name("hone_cache_puts_total")
                .help(
                        "Results that builds brought: stored, untrusted_stored, or refused because they were not what they were"
                                + " said to be.")
                .labelNames("result")
                .register(registry);
        sent = Counter.builder()
                .name("hone_cache_sent_bytes_total")
                .help("Bytes of results that were handed out, as they are stored.")
                .register(registry);
        received = Counter.builder()
                .name("hone_cache_received_bytes_total")
                .help("Bytes of results that were stored.")
                .register(registry);
        evicted = Counter.builder()
                .name("hone_cache_evicted_total")
                .help("Results that were removed to make room.")
                .register(registry);
        freed = Counter.builder()
                .name("hone_cache_evicted_bytes_total")
                .help("Bytes of results that were removed to make room, as they were stored.")
                .register(registry);
    }

    @Override
    public void onEvicted(StoreEviction.Result result) {
        evicted.inc(result.removed());
        freed.inc(result.freed());
    }

    @Override
    public void onGet(Given given, long bytes) {
        gets.labelValues(word(given)).inc();
        sent.inc(Math.max(0, bytes));
    }

    @Override
    public void onPut(Taken taken, long bytes) {
        puts.labelValues(word(taken)).inc();
        if (taken != Taken.REFUSED) {
            received.inc(bytes);
        }
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
