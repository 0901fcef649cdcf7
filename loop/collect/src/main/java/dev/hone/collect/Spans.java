package dev.hone.collect;

import java.util.Arrays;

/** A table of messages or texts, kept as where each is: what is small on the wire is small here. */
final class Spans {
    private static final int MOST = 2_000_000;
    private static final long MOST_WALKED = 256L << 20;

    private final byte[] bytes;
    private final String what;
    private long[] spans = new long[16];
    private int size;
    private long walked;

    /**
     * An empty table.
     *
     * @param what is in it, for people
     */
    Spans(byte[] bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /** Adds what the field just read holds. */
    void add(ProtoFields field) {
        if (size == MOST) {
            throw new PushException(PushError.TOO_LARGE, "there are more than " + MOST + ' ' + what + " in it");
        }
        if (size == spans.length) {
            spans = Arrays.copyOf(spans, 2 * size);
        }
        spans[size] = field.span();
        size++;
    }

    int size() {
        return size;
    }

    /** The fields of an entry. */
    ProtoFields message(long index) {
        return ProtoFields.of(bytes, walked(spans[checked(index)]));
    }

    /** Bounds what is read again and again: something large may be meant by everything. */
    private long walked(long span) {
        walked += ProtoFields.to(span) - ProtoFields.from(span) + 1;
        if (walked > MOST_WALKED) {
            throw new PushException(
                    PushError.TOO_LARGE,
                    "it refers again and again to " + what + " that are large; send fewer profiles at once");
        }
        return span;
    }

    /** The bytes of an entry. */
    byte[] content(long index) {
        long span = walked(spans[checked(index)]);
        return Arrays.copyOfRange(bytes, ProtoFields.from(span), ProtoFields.to(span));
    }

    /** The number, which must be that of an entry. */
    int checked(long index) {
        if (index < 0 || index >= size) {
            throw new PushException(
                    PushError.MALFORMED,
                    "there are " + size + ' ' + what + " in it, and number " + index + " is meant");
        }
        return (int) index;
    }
}
