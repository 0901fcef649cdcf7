package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hone.base.Secret;
import dev.hone.cache.ActionId;
import dev.hone.cache.Answered;
import dev.hone.cache.HttpRemoteSettings.Header;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class CacheMetricsTest {
    private static final ActionId ACTION = new ActionId("ab".repeat(32));

    private static CacheMetrics counted(boolean vmRanges) {
        CacheMetrics metrics = new CacheMetrics(vmRanges);
        metrics.onGet(answered(Source.LOCAL, 7));
        metrics.onGet(answered(Source.ABSENT, 0));
        metrics.onGet(answered(Source.FETCHED, 100));
        metrics.onPut(3);
        metrics.onRemote(call(Operation.GET, Outcome.DONE, 100, Duration.ofMillis(20)));
        metrics.onRemote(call(Operation.PLAN, Outcome.NOTHING, 0, Duration.ofMillis(3)));
        metrics.onRemote(call(Operation.PUT, Outcome.FAILED, 0, Duration.ofSeconds(30)));
        return metrics;
    }

    private static Answered answered(Source source, long size) {
        return new Answered(source, ACTION, size, size, 0, Duration.ofMillis(1));
    }

    private static RemoteCall call(Operation operation, Outcome outcome, long size, Duration took) {
        return new RemoteCall(operation, ACTION, outcome, size, size, new RemoteCall.Times(0, took, took, took));
    }

    @Test
    void text_hasTheNamesAndLabelsOfCacheprog() {
        assertThat(counted(false).text(Duration.ofMillis(1234), Map.of()).lines())
                .contains(
                        "cacheprog_overall_run_time_ms 1234",
                        "cacheprog_object_get_size_total{storage_type=\"local\",operation=\"get\"} 1",
                        "cacheprog_object_get_size_bytes_total{storage_type=\"remote\",operation=\"get\"} 100",
                        "cacheprog_object_get_size_total{storage_type=\"local\",operation=\"put\"} 1",
                        "cacheprog_object_miss_total{storage_type=\"local\"} 2",
                        "cacheprog_object_miss_total{storage_type=\"remote\"} 1",
                        "cacheprog_storage_error_total{storage_type=\"remote\",operation=\"put\"} 1",
                        "cacheprog_object_get_duration_seconds_bucket{storage_type=\"remote\",operation=\"get\",le=\"0.005\"} 1",
                        "cacheprog_object_get_duration_seconds_bucket{storage_type=\"remote\",operation=\"get\",le=\"0.025\"} 2",
                        "cacheprog_object_get_duration_seconds_bucket{storage_type=\"remote\",operation=\"put\",le=\"10\"} 0",
                        "cacheprog_object_get_duration_seconds_bucket{storage_type=\"remote\",operation=\"put\",le=\"+Inf\"} 1",
                        "cacheprog_object_get_duration_seconds_count{storage_type=\"remote\",operation=\"get\"} 2");
    }

    /** A value on a bound is in the lower range, as the Go library has it. */
    @Test
    void text_withVmHistograms_hasItsRanges() {
        assertThat(counted(true).text(Duration.ZERO, Map.of("job", "a\"b")).lines())
                .contains(
                        "cacheprog_object_get_size_bytes_bucket{job=\"a\\\"b\",storage_type=\"remote\",operation=\"get\","
                                + "vmrange=\"8.799e+01...1.000e+02\"} 1",
                        "cacheprog_object_get_duration_seconds_bucket{job=\"a\\\"b\",storage_type=\"remote\","
                                + "operation=\"put\",vmrange=\"2.783e+01...3.162e+01\"} 1",
                        "cacheprog_overall_run_time_ms{job=\"a\\\"b\"} 0")
                .noneMatch(line -> line.contains("le="));
    }

    @Test
    void send_postsPackedTextWithTheHeaders() throws IOException, InterruptedException {
        BlockingQueue<String> got = new ArrayBlockingQueue<>(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(
                        new GZIPInputStream(exchange.getRequestBody()).readAllBytes(), StandardCharsets.UTF_8);
                got.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("X-A") + " " + body);
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        try {
            URI to = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/push");
            MetricsPush push = new MetricsPush(to, "GET", Map.of(), List.of(new Header("X-A", Secret.of("1"))), false);

            assertThat(MetricsSender.send(push, "x 1\n")).isEmpty();

            assertThat(got.poll(10, TimeUnit.SECONDS)).isEqualTo("GET /push 1 x 1\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void send_toNobody_saysSoAndNoMore() {
        MetricsPush push = new MetricsPush(URI.create("http://127.0.0.1:1/"), "PUT", Map.of(), List.of(), false);

        assertThat(MetricsSender.send(push, "x 1\n"))
                .hasValueSatisfying(said -> assertThat(said).contains("127.0.0.1:1"));
    }
}
