package dev.hone.gocache.doctor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of which nobody knows how long they are. Of one that is too long the end is told by its checksum, so that two that differ
 * there still do.
 */
final class BoundedLines {
    static final int LONGEST = 1 << 16;

    private final InputStream in;
    private long left;

    /** Refuses to read more than so many bytes. */
    BoundedLines(InputStream in, long most) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.left = most;
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException {
        int c = in.read();
        if (c < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        CRC32 rest = new CRC32();
        long length = 0;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            length++;
            if (--left < 0) {
                throw new IOException("more was said than there is room for");
            }
            if (length <= LONGEST) {
                line.write(c);
            } else {
                rest.update(c);
            }
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return length <= LONGEST ? text : text + "… " + (length - LONGEST) + " " + Long.toHexString(rest.getValue());
    }
}
