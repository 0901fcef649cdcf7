package dev.hone.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** A body from S3; when it is closed before its end, the connection is dropped rather than read to the end. */
final class ReceivedBody extends FilterInputStream {
    private final ResponseInputStream<?> body;
    private long left;

    ReceivedBody(ResponseInputStream<?> body, long length) {
        super(body);
        this.body = body;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        try {
            int read = in.read(buffer, offset, count);
            left = read < 0 ? 0 : left - read;
            return read;
        } catch (RuntimeException e) {
            throw new IOException("the body from S3 broke off: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            body.abort();
        } else {
            body.close();
        }
    }
}
