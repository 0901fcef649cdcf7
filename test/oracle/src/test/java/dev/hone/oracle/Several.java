package dev.hone.oracle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Packs a list of byte strings into one request or answer: their number, then each behind its length. */
final class Several {
    private Several() {}

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(number(parts.size()));
        for (byte[] part : parts) {
            joined.writeBytes(number(part.length));
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    static List<byte[]> split(byte[] joined) {
        ByteBuffer in = ByteBuffer.wrap(joined);
        int count = in.getInt();
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] part = new byte[in.getInt()];
            in.get(part);
            parts.add(part);
        }
        return parts;
    }
}
