package dev.hone.collect;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** A Pyroscope, asked by the Connect protocol. */
/*
 * grafana/pyroscope at 3fe6a45 (2026-08-21).
 * 1. api/querier/v1/querier.proto: SelectMergeProfileRequest{1 profile_typeID, 2 label_selector, 3 start, 4 end}, times in
 *    milliseconds. It answers a google.v1.Profile, which is pprof's own message. It is deprecated and stays; what is to be asked
 *    instead older releases do not know.
 * 2. Both ends belong to the span (pkg/phlaredb/block_querier.go, NewIntBetweenPredicate), so that it ends a millisecond early
 *    here. SDKs cut starts to whole seconds: what is at an end is usual, what is in the last millisecond before is not.
 * 3. A span without profiles is a message without fields (pkg/frontend/readpath/queryfrontend/query_select_merge_profile.go).
 */
final class PyroscopeStore extends ProfileStore {
    static final String TYPE = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

    PyroscopeStore(StoreAddress address, StoreQuery query) {
        super(address, query);
    }

    @Override
    HttpRequest request(Window window) {
        byte[] question = new ProtoOutput()
                .text(1, query().type())
                .text(2, query().selector())
                .number(3, window.start().toEpochMilli())
                .number(4, window.end().toEpochMilli() - 1)
                .message();
        return address()
                .to("/querier.v1.QuerierService/SelectMergeProfile")
                .header("Content-Type", "application/proto")
                .header("Connect-Protocol-Version", "1")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(question))
                .build();
    }

    /** Packed or not, it is a profile as files hold it. */
    @Override
    byte[] profile(byte[] answer) {
        return answer;
    }
}
