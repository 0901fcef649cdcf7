package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Many bytes out of nothing, in which no two places nearby look alike. */
final class PatternStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final long length;
    private long at;

    PatternStream(long length) {
        this.length = length;
    }

    private static byte at(long position) {
        return (byte) ((position * 0x9E3779B97F4A7C15L) >>> 56);
    }

    @Override
    public int read() {
        return at == length ? -1 : at(at++) & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
        if (at == length) {
            return count == 0 ? 0 : -1;
        }
        int given = (int) Math.min(count, length - at);
        for (int i = 0; i < given; i++) {
            buffer[offset + i] = at(at + i);
        }
        at += given;
        return given;
    }

    /** Whether a stream gives what one of this length gives; reads it in small pieces. */
    static void assertSame(InputStream in, long length) throws IOException {
        PatternStream expected = new PatternStream(length);
        byte[] wanted = expected.readNBytes(BUFFER);
        while (wanted.length > 0) {
            if (!Arrays.equals(in.readNBytes(wanted.length), wanted)) {
                assertThat(expected.at)
                        .as("the place up to which the bytes are right")
                        .isEqualTo(length);
            }
            wanted = expected.readNBytes(BUFFER);
        }
        assertThat(in.read()).as("what comes behind the last byte").isEqualTo(-1);
    }
}
