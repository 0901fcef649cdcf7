package dev.hone.collect;

import com.sun.net.httpserver.HttpExchange;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A store of profiles as Pyroscope's and Parca's sources describe theirs: it answers what was recorded between two moments, both
 * included. Profile number {@code i} that was recorded weighs the i-th power of ten, so that a sum tells which ones are in it.
 */
/*
 * What is relied on, and where it is written, is in PyroscopeStore and ParcaStore.
 */
final class FakeStore {
    /** What a profile of {@link Answers#cpu(int)} weighs beside its number. */
    private static final long OWN = 1_000;

    private final List<Instant> recorded = new ArrayList<>();

    void record(String... times) {
        for (String time : times) {
            recorded.add(Instant.parse("2026-11-21T" + time + "Z"));
        }
    }

    FakeTarget.Answering pyroscope() {
        return exchange -> {
            Map<Integer, String> asked = new TreeMap<>();
            ProtoFields fields = ProtoFields.of(exchange.getRequestBody().readAllBytes());
            while (fields.next()) {
                asked.put(
                        fields.field(),
                        fields.isBytes(fields.field()) ? fields.text() : Long.toString(fields.number()));
            }
            boolean isQuestion = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().equals("/querier.v1.QuerierService/SelectMergeProfile")
                    && header(exchange, "Content-Type").equals("application/proto")
                    && "process_cpu:cpu:nanoseconds:cpu:nanoseconds".equals(asked.get(1))
                    && "{service_name=\"web\"}".equals(asked.get(2));
            if (!isQuestion) {
                FakeTarget.saying(400, "{\"code\":\"invalid_argument\",\"message\":\"what?\"}")
                        .answer(exchange);
                return;
            }
            byte[] merged = merged(millis(asked.get(3)), millis(asked.get(4)));
            exchange.getResponseHeaders().add("Content-Type", "application/proto");
            if (header(exchange, "Accept-Encoding").contains("gzip")) {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                FakeTarget.saying(200, gzip(merged)).answer(exchange);
            } else {
                FakeTarget.saying(200, merged).answer(exchange);
            }
        };
    }

    FakeTarget.Answering parca() {
        return exchange -> {
            Map<String, String> asked = parameters(exchange.getRequestURI());
            boolean isQuestion = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals("/api/profiles/query")
                    && "MODE_MERGE".equals(asked.get("mode"))
                    && "REPORT_TYPE_PPROF".equals(asked.get("report_type"))
                    && "process_cpu:cpu:nanoseconds:cpu:nanoseconds:delta{service_name=\"web\"}"
                            .equals(asked.get("merge.query"));
            if (!isQuestion) {
                FakeTarget.saying(400, "{\"code\":3,\"message\":\"what?\",\"details\":[]}")
                        .answer(exchange);
                return;
            }
            byte[] merged = merged(
                    Instant.parse(String.valueOf(asked.get("merge.start"))),
                    Instant.parse(String.valueOf(asked.get("merge.end"))));
            String profile = Base64.getEncoder().encodeToString(gzip(merged));
            FakeTarget.saying(200, "{\"pprof\":\"" + profile + "\",\"total\":\"0\",\"filtered\":\"0\"}")
                    .answer(exchange);
        };
    }

    private static Instant millis(@Nullable String text) {
        return Instant.ofEpochMilli(Long.parseLong(String.valueOf(text)));
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new TreeMap<>();
        for (String each : uri.getRawQuery().split("&", -1)) {
            String[] pair = each.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private byte[] merged(Instant from, Instant to) throws IOException {
        int sum = 0;
        int weight = 1;
        for (Instant each : recorded) {
            sum += each.isBefore(from) || each.isAfter(to) ? 0 : weight;
            weight *= 10;
        }
        return sum == 0 ? new byte[0] : plain(Answers.cpu(sum));
    }

    private static byte[] plain(byte[] profile) throws IOException {
        return profile[0] == 0x1f
                ? new java.util.zip.GZIPInputStream(new ByteArrayInputStream(profile)).readAllBytes()
                : profile;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** Which of the recorded ones are in profiles: a digit for each that says how often, the first recorded last. */
    static long sum(List<byte[]> profiles) {
        return profiles.stream().mapToLong(FakeStore::weight).sum();
    }

    private static long weight(byte[] profile) {
        return Pprof.read(profile, ProfileLimits.defaults()).profile().samples().value(0, 0) - OWN;
    }
}
