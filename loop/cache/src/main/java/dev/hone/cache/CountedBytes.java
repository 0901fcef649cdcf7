package dev.hone.cache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.LongAdder;

/** Counts the bytes of a stream while somebody reads them. */
final class CountedBytes {
    private final LongAdder bytes = new LongAdder();

    long sum() {
        return bytes.sum();
    }

    /** Counts what was read elsewhere. */
    void add(long more) {
        bytes.add(more);
    }

    /** The same stream, counted. */
    InputStream of(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int read = in.read();
                bytes.add(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                int read = in.read(buffer, offset, count);
                bytes.add(Math.max(0, read));
                return read;
            }
        };
    }
}
