package dev.hone.collect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Walks over the fields of one message of a protocol buffer. */
/*
 * The wire format is at protobuf.dev/programming-guides/encoding. Groups are refused; nobody has written them for many years.
 * Messages within are walked only where a caller knows that there is one, so that no input makes the stack deep.
 */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;
    private static final int LARGEST_FIELD = (1 << 29) - 1;

    private final byte[] bytes;
    private final int limit;
    private int at;
    private int field;
    private int type;
    private long value;
    private int from;

    private ProtoFields(byte[] bytes, int from, int limit) {
        this.bytes = bytes;
        this.at = from;
        this.limit = limit;
    }

    /** The fields of a message that is all there is. */
    static ProtoFields of(byte[] message) {
        return new ProtoFields(message, 0, message.length);
    }

    /** Reads the next field; false at the end. */
    boolean next() {
        if (at == limit) {
            return false;
        }
        long tag = varint();
        field = (int) Math.min(tag >>> 3, LARGEST_FIELD + 1L);
        if (field == 0 || field > LARGEST_FIELD) {
            throw bad("there is no field " + Long.toUnsignedString(tag >>> 3));
        }
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> {
                from = at;
                value = varint();
            }
            case FIXED64 -> skip(8);
            case FIXED32 -> skip(4);
            case BYTES -> skip(varint());
            default -> throw bad("wire type " + type + " is not known");
        }
        return true;
    }

    /** Whether the field just read has a number, and is a text, message or the like. */
    boolean isBytes(int number) {
        return field == number && type == BYTES;
    }

    boolean isNumber(int number) {
        return field == number && type == VARINT;
    }

    int field() {
        return field;
    }

    long number() {
        expect(VARINT);
        return value;
    }

    /** The numbers in the field just read: one, or several that are packed. */
    List<Long> numbers() {
        if (type == VARINT) {
            return List.of(value);
        }
        ProtoFields packed = message();
        List<Long> numbers = new ArrayList<>();
        while (packed.at < packed.limit) {
            numbers.add(packed.varint());
        }
        return numbers;
    }

    /** Where the content of the field just read is, in one number. */
    long span() {
        expect(BYTES);
        return ((long) from << 32) | at;
    }

    static int from(long span) {
        return (int) (span >>> 32);
    }

    static int to(long span) {
        return (int) span;
    }

    /** The fields of what is somewhere in a message. */
    static ProtoFields of(byte[] message, long span) {
        return new ProtoFields(message, from(span), to(span));
    }

    /** The numbers in the field just read, for {@link #varint}: one, or several that are packed. */
    ProtoFields packed() {
        if (type != VARINT) {
            expect(BYTES);
        }
        return new ProtoFields(bytes, from, at);
    }

    boolean hasMore() {
        return at < limit;
    }

    /** A number of eight bytes. */
    long fixed() {
        expect(FIXED64);
        return ByteBuffer.wrap(bytes, from, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** How many numbers of eight bytes are in the field just read: one, or several that are packed. */
    int fixedCount() {
        if (type != FIXED64) {
            expect(BYTES);
        }
        return (at - from) / 8;
    }

    /** The message in the field just read. */
    ProtoFields message() {
        expect(BYTES);
        return new ProtoFields(bytes, from, at);
    }

    byte[] content() {
        expect(BYTES);
        return Arrays.copyOfRange(bytes, from, at);
    }

    String text() {
        expect(BYTES);
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    /** The walk as it stands, for who comes back to the field just read. */
    ProtoFields copy() {
        ProtoFields copy = new ProtoFields(bytes, at, limit);
        copy.field = field;
        copy.type = type;
        copy.value = value;
        copy.from = from;
        return copy;
    }

    private void expect(int wanted) {
        if (type != wanted) {
            throw bad("field " + field + " is of another type than it should be");
        }
    }

    private void skip(long length) {
        if (length < 0 || length > limit - at) {
            throw bad("a field of " + Long.toUnsignedString(length) + " bytes does not fit in what is left");
        }
        from = at;
        at += (int) length;
    }

    /** The next number, without a field's. */
    long varint() {
        long result = 0;
        for (int i = 0; i < LONGEST_VARINT && at < limit; i++) {
            byte b = bytes[at++];
            result |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return result;
            }
        }
        throw bad(at == limit ? "it ends in the middle of a number" : "a number has more than ten bytes");
    }

    private PushException bad(String what) {
        return new PushException(
                PushError.MALFORMED, "the protocol buffer cannot be read: at byte " + at + ", " + what);
    }
}
