package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * The body of a put as go sends it, a quoted text in base64, decoded as it is read.
 *
 * <p>Its end is where the quote is, so that a body that is wrong in itself leaves the next request readable. Whatever
 * happens, {@link #drain} it.
 */
final class Base64Body extends InputStream {
    /** A multiple of four, so that each piece can be decoded by itself. */
    private static final int PIECE = 1 << 15;

    private final GoInput in;
    private final byte[] text = new byte[PIECE];
    private final byte[] bytes = new byte[PIECE / 4 * 3];
    private final long size;
    private long textLeft;
    private long given;
    private int at;
    private int end;
    private boolean closed;

    private Base64Body(GoInput in, long size) {
        this.in = in;
        this.size = size;
        this.textLeft = (size + 2) / 3 * 4;
    }

    static Base64Body open(GoInput in, long size) throws IOException {
        if (!in.openText()) {
            throw new CacheException(CacheError.BAD_REQUEST, "a put of " + size + " bytes has no body");
        }
        return new Base64Body(in, size);
    }

    long size() {
        return size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (at == end && !decode()) {
            return -1;
        }
        int copied = Math.min(count, end - at);
        System.arraycopy(bytes, at, to, offset, copied);
        at += copied;
        return copied;
    }

    private boolean decode() throws IOException {
        if (textLeft == 0) {
            finish();
            return false;
        }
        int want = (int) Math.min(PIECE, textLeft);
        int got = in.text(text, want);
        if (got < want) {
            closed = true;
            throw wrong("ended " + (textLeft - got) + " characters early");
        }
        textLeft -= got;
        at = 0;
        end = decoded(got == PIECE ? text : Arrays.copyOf(text, got));
        given += end;
        return true;
    }

    private int decoded(byte[] piece) {
        try {
            return Base64.getDecoder().decode(piece, bytes);
        } catch (IllegalArgumentException e) {
            throw wrong("is not base64");
        }
    }

    private void finish() throws IOException {
        if (!closed && in.text(text, 1) > 0) {
            throw wrong("goes on where it should end");
        }
        closed = true;
        if (given != size) {
            throw wrong("has " + given + " bytes");
        }
    }

    private CacheException wrong(String how) {
        return new CacheException(CacheError.BAD_REQUEST, "the body of a put of " + size + " bytes " + how);
    }

    /** Passes over what was not read, so that the next request can be. */
    void drain() throws IOException {
        if (!closed) {
            closed = true;
            in.skipPastQuote();
        }
    }
}
