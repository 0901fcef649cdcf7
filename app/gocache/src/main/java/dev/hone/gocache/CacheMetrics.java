package dev.hone.gocache;

import dev.hone.cache.Answered;
import dev.hone.cache.CacheListener;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.Source;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what cacheprog counts, under its names. For any thread. */
final class CacheMetrics implements CacheListener {
    private static final String PREFIX = "cacheprog_";

    private final Map<String, LongAdder> objects = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> bytes = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> errors = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> misses = new ConcurrentSkipListMap<>();
    private final Map<String, Histogram> sizes = new ConcurrentSkipListMap<>();
    private final Map<String, Histogram> durations = new ConcurrentSkipListMap<>();
    private final boolean vmRanges;

    CacheMetrics(boolean vmRanges) {
        this.vmRanges = vmRanges;
    }

    @Override
    public void onGet(Answered answered) {
        if (answered.source() == Source.LOCAL) {
            object("local", "get", answered.size());
        } else {
            add(misses, MetricsText.label("storage_type", "local"), 1);
        }
    }

    @Override
    public void onPut(long size) {
        object("local", "put", size);
    }

    @Override
    public void onRemote(RemoteCall call) {
        String operation = call.operation() == Operation.PUT ? "put" : "get";
        String labels = labels("remote", operation);
        durations
                .computeIfAbsent(labels, ignored -> Histogram.of(vmRanges))
                .add(call.times().took().toNanos() / 1e9);
        switch (call.outcome()) {
            case DONE -> object("remote", operation, call.size());
            case NOTHING -> {
                if (call.operation() != Operation.PUT) {
                    add(misses, MetricsText.label("storage_type", "remote"), 1);
                }
            }
            case REFUSED, FAILED -> add(errors, labels, 1);
        }
    }

    private void object(String storage, String operation, long size) {
        String labels = labels(storage, operation);
        add(objects, labels, 1);
        add(bytes, labels, size);
        sizes.computeIfAbsent(labels, ignored -> Histogram.of(vmRanges)).add((double) size);
    }

    private static String labels(String storage, String operation) {
        return MetricsText.label("storage_type", storage) + "," + MetricsText.label("operation", operation);
    }

    private static void add(Map<String, LongAdder> counters, String labels, long many) {
        counters.computeIfAbsent(labels, ignored -> new LongAdder()).add(many);
    }

    /** All series so far. */
    String text(Duration ran, Map<String, String> more) {
        MetricsText text = new MetricsText(more);
        write(text, "object_get_size_total", objects);
        write(text, "object_get_size_bytes_total", bytes);
        write(text, "object_miss_total", misses);
        write(text, "storage_error_total", errors);
        sizes.forEach((labels, sized) -> sized.write(PREFIX + "object_get_size_bytes", labels, text));
        durations.forEach((labels, timed) -> timed.write(PREFIX + "object_get_duration_seconds", labels, text));
        text.line(PREFIX + "overall_run_time_ms", "", (double) ran.toMillis());
        return text.toString();
    }

    private static void write(MetricsText text, String name, Map<String, LongAdder> counters) {
        counters.forEach((labels, many) -> text.line(PREFIX + name, labels, (double) many.sum()));
    }
}
