package dev.hone.aws;

import dev.hone.blob.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a body into parts that are sent one after the other, each straight from the body and therefore once. */
final class SplitContent implements AutoCloseable {
    private final InputStream body;
    private final long partSize;
    private long left;

    SplitContent(Content content, long partSize) throws IOException {
        this.body = content.open();
        this.partSize = partSize;
        this.left = content.length();
    }

    boolean hasNext() {
        return left > 0;
    }

    Content next() {
        long length = Math.min(partSize, left);
        left -= length;
        return Content.stream(new Part(body, length), length);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    /** The next bytes of the body, which stays open. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream body, long length) {
            super(body);
            this.left = length;
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
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() {}
    }
}
