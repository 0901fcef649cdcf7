package dev.hone.profile;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Writes protobuf bytes field by field, in the forms that google/pprof chooses. */
/*
 * A message's length stands before it and is known only behind it. One byte is kept free for it, which is nearly always
 * enough; a longer message is moved up.
 */
final class WireOutput {
    private static final int LARGEST = Integer.MAX_VALUE - 16;
    private static final int LONGEST_VARINT = 10;
    private static final int MOST_UNPACKED = 2;
    private static final int FIRST = 1 << 16;

    private byte[] bytes = new byte[FIRST];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Writes a number, 0 included. */
    void number(int field, long value) {
        reserve(2 * LONGEST_VARINT);
        varint((long) field << 3 | Wire.VARINT);
        varint(value);
    }

    /** Writes a number unless it is 0, which readers take for granted. */
    void numberUnlessZero(int field, long value) {
        if (value != 0) {
            number(field, value);
        }
    }

    void flag(int field, boolean value) {
        numberUnlessZero(field, value ? 1 : 0);
    }

    /** Writes a list: packed, unless it has only one or two numbers. */
    void numbers(int field, int count, IntToLongFunction number) {
        if (count <= MOST_UNPACKED) {
            for (int i = 0; i < count; i++) {
                number(field, number.applyAsLong(i));
            }
            return;
        }
        int start = begin(field);
        for (int i = 0; i < count; i++) {
            reserve(LONGEST_VARINT);
            varint(number.applyAsLong(i));
        }
        end(start);
    }

    void text(int field, Text text) {
        reserve(2 * LONGEST_VARINT + (long) text.length());
        varint((long) field << 3 | Wire.BYTES);
        varint(text.length());
        text.copyTo(bytes, length);
        length += text.length();
    }

    /** Begins a message or packed list, and says where: {@link #end} wants to know. */
    int begin(int field) {
        reserve(LONGEST_VARINT + 1);
        varint((long) field << 3 | Wire.BYTES);
        return ++length;
    }

    /** Ends the message that began at {@code start}. */
    void end(int start) {
        int size = length - start;
        int more = varintLength(size) - 1;
        if (more > 0) {
            reserve(more);
            System.arraycopy(bytes, start, bytes, start + more, size);
        }
        length = start - 1;
        varint(size);
        length = start + more + size;
    }

    private static int varintLength(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    private void reserve(long more) {
        if (bytes.length - length >= more) {
            return;
        }
        if (length + more > LARGEST) {
            throw new ProfileException(
                    ProfileError.TOO_LARGE, "the profile would be larger than 2 GiB, which nothing reads any more");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, length + more), LARGEST));
    }
}
