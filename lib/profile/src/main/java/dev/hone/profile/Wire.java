package dev.hone.profile;

/**
 * Walks over protobuf bytes field by field.
 *
 * <p>The rules are those of google/pprof's own decoder, which differ from protobuf's at the edges: groups are refused, a
 * varint has at most ten bytes and loses what does not fit 64 bits, and a field number is any number.
 */
final class Wire {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int LONGEST_VARINT = 10;
    private static final int LARGEST_KNOWN_FIELD = 15;

    final byte[] bytes;
    private int position;

    /** The field just read, or 0 when its number is none that a profile has. */
    int field;

    /** The wire type of the field just read. */
    int type;

    /** The value of the field just read, unless it is of type {@link #BYTES}. */
    long value;

    /** Where the field just read ends, when it is of type {@link #BYTES}; the walk then stands at its first byte. */
    int end;

    Wire(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return position;
    }

    /** Steps over the field just read, whatever its type. */
    void skip() {
        if (type == BYTES) {
            position = end;
        }
    }

    /** The value of the field just read, which must be a number. */
    long number() {
        if (type != VARINT) {
            throw malformed("field " + field + " is not a number");
        }
        return value;
    }

    boolean truth() {
        return number() != 0;
    }

    /** The value of the field just read as an index of the string table; -1 when it can be none. */
    int stringIndex() {
        return number() >= 0 && value <= Integer.MAX_VALUE ? (int) value : -1;
    }

    /** Where the message in the field just read ends; the walk stands at its first byte. */
    int message() {
        if (type != BYTES) {
            throw malformed("field " + field + " is not a message or string");
        }
        return end;
    }

    boolean isPacked() {
        return type == BYTES;
    }

    /** Reads the next field before {@code limit}; for one of type {@link #BYTES} only its length. */
    void next(int limit) {
        long tag = varint(limit);
        long number = tag >>> 3;
        field = number > LARGEST_KNOWN_FIELD ? 0 : (int) number;
        type = (int) (tag & 7);
        switch (type) {
            case VARINT -> value = varint(limit);
            case FIXED64 -> fixed(8, limit);
            case BYTES -> {
                long length = varint(limit);
                if (length < 0 || length > limit - position) {
                    throw malformed(
                            "a field of " + Long.toUnsignedString(length) + " bytes does not fit in what is left");
                }
                end = position + (int) length;
            }
            case FIXED32 -> fixed(4, limit);
            default -> throw malformed("wire type " + type + " does not exist in profiles");
        }
    }

    /** Fixed-width fields occur in no profile; they are stepped over, and refused where a known field has one. */
    private void fixed(int width, int limit) {
        if (limit - position < width) {
            throw malformed("a field of " + width + " bytes does not fit in what is left");
        }
        value = 0;
        position += width;
    }

    long varint(int limit) {
        int at = position;
        if (at < limit) {
            byte[] all = bytes;
            int first = all[at];
            if (first >= 0) {
                position = at + 1;
                return first;
            }
            if (at + 1 < limit) {
                int second = all[at + 1];
                if (second >= 0) {
                    position = at + 2;
                    return (first & 0x7f) | second << 7;
                }
            }
        }
        return longVarint(limit);
    }

    private long longVarint(int limit) {
        byte[] all = bytes;
        int at = position;
        long result = 0;
        int last = Math.min(limit - at, LONGEST_VARINT);
        for (int i = 0; i < last; i++) {
            byte b = all[at + i];
            result |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                position = at + i + 1;
                return result;
            }
        }
        throw malformed(
                last < LONGEST_VARINT ? "it ends in the middle of a number" : "a number has more than ten bytes");
    }

    ProfileException malformed(String what) {
        return ProfileException.malformed(
                "not a sound pprof profile: at byte " + position + " of the expanded data, " + what);
    }
}
