package dev.hone.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A protocol buffer, field by field, so that tests can write what no writer would. */
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Wire number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    Wire bytes(int field, byte[] value) {
        varint(((long) field << 3) | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Wire text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Wire message(int field, Wire value) {
        return bytes(field, value.bytes());
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** The types and names of a CPU profile; strings 5 and 6 are the functions {@code main.a} and {@code main.b}. */
    static Wire cpu() {
        Wire wire = new Wire();
        for (String name : new String[] {"", "samples", "count", "cpu", "nanoseconds", "main.a", "main.b"}) {
            wire.text(6, name);
        }
        Wire cpu = new Wire().number(1, 3).number(2, 4);
        return wire.message(1, new Wire().number(1, 1).number(2, 2))
                .message(1, cpu)
                .message(11, cpu)
                .number(12, 10_000_000);
    }

    /** A function with its number, and a location of it with the same number. */
    Wire place(long id, long name) {
        Wire line = new Wire().number(1, id).number(2, 3);
        return message(5, new Wire().number(1, id).number(2, name).number(5, 1))
                .message(4, new Wire().number(1, id).message(4, line));
    }

    Wire sample(long leaf, long caller, long... values) {
        Wire sample = new Wire().number(1, leaf).number(1, caller);
        for (long value : values) {
            sample.number(2, value);
        }
        return message(2, sample);
    }
}
