package dev.hone.collect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the fields of one message of a protocol buffer. */
final class ProtoOutput {
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoOutput bytes(int field, byte[] content) {
        varint(((long) field << 3) | BYTES);
        varint(content.length);
        out.writeBytes(content);
        return this;
    }

    ProtoOutput text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtoOutput number(int field, long number) {
        varint((long) field << 3);
        varint(number);
        return this;
    }

    void varint(long number) {
        long rest = number;
        while ((rest & ~SEVEN_BITS) != 0) {
            out.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    int size() {
        return out.size();
    }

    byte[] message() {
        return out.toByteArray();
    }
}
