package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.Arrays;

/** Writes an edge map in its stored form. */
/*
 * docs/formats/edge-map.md describes the form. Since a map has one form, and each number is written in the shortest way, so
 * have its bytes.
 */
final class EdgeEncoder {
    private final EdgeMap map;
    private final EdgeColumns columns;
    private byte[] out;
    private int at = StoredForm.HEADER;
    private long nameBytes;

    private EdgeEncoder(EdgeMap map) {
        this.map = map;
        this.columns = map.columns();
        this.out = new byte[64 + 16 * map.names().size() + 8 * map.size()];
    }

    static byte[] encode(EdgeMap map) {
        EdgeEncoder encoder = new EdgeEncoder(map);
        encoder.number(map.names().size());
        encoder.number(map.size());
        encoder.names();
        encoder.edges();
        encoder.requireReadable();
        byte[] stored = Arrays.copyOf(encoder.out, encoder.at);
        StoredForm.seal(stored);
        return stored;
    }

    private void names() {
        byte[] previous = {};
        for (Text name : map.names()) {
            byte[] bytes = name.bytes();
            int same = Arrays.mismatch(previous, bytes);
            int shared = same < 0 ? bytes.length : same;
            number(shared);
            number(bytes.length - shared);
            reserve(bytes.length - shared);
            System.arraycopy(bytes, shared, out, at, bytes.length - shared);
            at += bytes.length - shared;
            nameBytes += bytes.length;
            previous = bytes;
        }
    }

    private void requireReadable() {
        if (nameBytes > StoredForm.mostNameBytes(at)) {
            throw StoredForm.tooLarge(
                    "the names of the edge map's functions take " + nameBytes + " bytes, which readers refuse");
        }
    }

    private void edges() {
        int previous = -1;
        for (int edge = 0; edge < columns.size; ) {
            int caller = columns.callers[edge];
            int end = edge + 1;
            while (end < columns.size && columns.callers[end] == caller) {
                end++;
            }
            number(caller - previous - 1);
            number(end - edge - 1);
            calls(edge, end);
            previous = caller;
            edge = end;
        }
    }

    /** The edges of one caller. */
    private void calls(int from, int to) {
        int callee = 0;
        for (int edge = from; edge < to; edge++) {
            int step = columns.callees[edge] - callee;
            callee = columns.callees[edge];
            number(step);
            if (edge > from && step == 0) {
                number(columns.offsets[edge] - columns.offsets[edge - 1] - 1);
            } else {
                number(zigzag(columns.offsets[edge]));
            }
            number(zigzag(columns.weights[edge]));
        }
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    /** Seven bits a byte, the lowest first; the highest bit of a byte says that more follow. Unsigned. */
    private void number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
    }

    private void reserve(int bytes) {
        if (at > StoredForm.MOST_STORED - bytes) {
            throw StoredForm.tooLarge(
                    "the edge map takes more than " + StoredForm.MOST_STORED + " bytes, which readers refuse");
        }
        if (out.length - at < bytes) {
            out = Arrays.copyOf(out, Math.max(at + bytes, 2 * out.length));
        }
    }
}
