package dev.hone.collect;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A Parca, asked by its gateway for HTTP. */
/*
 * parca-dev/parca at 3b5647c (2026-07-27).
 * 1. proto/parca/query/v1alpha1/query.proto: Query is GET /profiles/query, and pkg/server/server.go puts /api before it. Fields
 *    of messages within are parameters with a dot; the answer is JSON with the profile, gzip and all, in Base64.
 * 2. Both ends belong to the span, in nanoseconds (pkg/parcacol/querier.go, GtEq and LtEq).
 * 3. A span without profiles is a profile without samples.
 */
final class ParcaStore extends ProfileStore {
    static final String TYPE = "process_cpu:cpu:nanoseconds:cpu:nanoseconds:delta";

    ParcaStore(StoreAddress address, StoreQuery query) {
        super(address, query);
    }

    @Override
    HttpRequest request(Window window) {
        return address()
                .to("/api/profiles/query?mode=MODE_MERGE&report_type=REPORT_TYPE_PPROF"
                        + "&merge.query=" + encoded(query().type() + query().selector())
                        + "&merge.start=" + encoded(window.start().toString())
                        + "&merge.end=" + encoded(window.end().minusNanos(1).toString()))
                .header("Accept", "application/json")
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    byte[] profile(byte[] answer) {
        JsonNode tree = SeriesJson.tree(answer);
        JsonNode profile = tree.path("pprof");
        if (!profile.isString()) {
            throw new PushException(PushError.MALFORMED, "there is no pprof in what it answered");
        }
        return SeriesJson.bytes(profile);
    }
}
