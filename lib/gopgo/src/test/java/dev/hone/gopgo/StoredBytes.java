package dev.hone.gopgo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes stored edge maps by hand, also such as our writer never would, under a checksum that is right. */
final class StoredBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    StoredBytes() {
        out.writeBytes(new byte[StoredForm.HEADER]);
    }

    StoredBytes numbers(long... numbers) {
        for (long number : numbers) {
            long rest = number;
            for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
                out.write((int) (rest | 0x80));
            }
            out.write((int) rest);
        }
        return this;
    }

    StoredBytes raw(int... bytes) {
        for (int next : bytes) {
            out.write(next);
        }
        return this;
    }

    StoredBytes name(int shared, String added) {
        byte[] bytes = added.getBytes(StandardCharsets.UTF_8);
        numbers(shared, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    StoredBytes zeros(int count) {
        out.writeBytes(new byte[count]);
        return this;
    }

    byte[] sealed() {
        byte[] stored = out.toByteArray();
        StoredForm.seal(stored);
        return stored;
    }
}
