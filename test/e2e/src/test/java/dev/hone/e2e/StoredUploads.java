package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.gopgo.StoredEdges;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the segments of an app hold, read from the store behind the back of whoever wrote it. */
record StoredUploads(List<String> ids, long weight) {
    private static final Pattern SEGMENT = Pattern.compile("\"id\" *: *\"([0-9a-f]{64})\"");
    private static final int HEADER = 20;
    private static final int ID = 32;

    /**
     * Reads the head of an app and all segments that it names.
     *
     * @param store gives the bytes of a key, if it is there
     */
    static StoredUploads of(String app, Function<String, Optional<byte[]>> store) {
        List<String> ids = new ArrayList<>();
        long weight = 0;
        String head = store.apply(app + "/hone/head.json")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        Matcher segments = SEGMENT.matcher(head);
        while (segments.find()) {
            byte[] bytes = store.apply(app + "/hone/segments/" + segments.group(1))
                    .orElseThrow(() -> new AssertionError("segment " + segments.group(1) + " is gone"));
            weight += read(bytes, ids);
        }
        assertThat(ids).doesNotHaveDuplicates();
        return new StoredUploads(List.copyOf(ids), weight);
    }

    /** Adds the ids of a segment, as docs/formats says; gives back what its edges weigh. */
    private static long read(byte[] segment, List<String> ids) {
        ByteBuffer in = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        int start = HEADER + in.getInt(12);
        int end = start + ID * in.getInt(16);
        for (int at = start; at < end; at += ID) {
            ids.add(HexFormat.of().formatHex(segment, at, at + ID));
        }
        ByteArrayInputStream edges = new ByteArrayInputStream(segment, end, segment.length - end);
        return StoredEdges.next(edges).orElseThrow().map().total();
    }
}
