package dev.hone.kit;

import java.io.IOException;
import java.io.InputStream;

/** Fails when it is read. */
final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
        throw new IOException("broken on purpose");
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        return read();
    }
}
