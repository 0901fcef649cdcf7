package dev.hone.blob;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives exactly as many bytes as were said: fewer in the source is a failure, and so is more where that matters.
 *
 * <p>More is found out before the last bytes are given, so that nobody who counts takes the body for complete.
 */
final class ExactStream extends FilterInputStream {
    private final long length;
    private final boolean endsThere;
    private long left;

    private ExactStream(InputStream source, long length, boolean endsThere) {
        super(source);
        this.length = length;
        this.left = length;
        this.endsThere = endsThere;
    }

    /** A body on its way to a reader; the source may go on, as with a file that is read in part. */
    static ExactStream ofStore(InputStream source, long length) {
        return new ExactStream(source, length, false);
    }

    /** A body on its way to a store; the source must end with it. */
    static ExactStream ofCaller(InputStream source, long length) throws IOException {
        ExactStream stream = new ExactStream(source, length, true);
        stream.checkEnd();
        return stream;
    }

    /** A body that has another length than was said: the caller's fault, not the store's. */
    static final class WrongLength extends IOException {
        private static final long serialVersionUID = 1;

        WrongLength(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (left == 0) {
            return count == 0 ? 0 : -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(count, left));
        if (read < 0) {
            String message = "the body ended after %,d of %,d bytes".formatted(length - left, length);
            throw endsThere ? new WrongLength(message) : new EOFException(message);
        }
        left -= read;
        checkEnd();
        return read;
    }

    private void checkEnd() throws IOException {
        if (endsThere && left == 0 && in.read() >= 0) {
            throw new WrongLength("the body has more than the %,d bytes that were said".formatted(length));
        }
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[Math.clamp(count, 0, 8192)];
        return count <= 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, in.available());
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
