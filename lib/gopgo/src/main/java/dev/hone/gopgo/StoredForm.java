package dev.hone.gopgo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What stands around the edges of a stored map: what it is, how long it is, and whether it is whole. */
/*
 * docs/formats/edge-map.md describes the form. The header has its place in every version, so that a reader can say of a newer
 * one that it is newer; the version is looked at before the length and the checksum.
 */
final class StoredForm {
    static final int HEADER = 16;
    static final int VERSION = 1;
    /** The most bytes that a stored map may have. */
    static final int MOST_STORED = 16 << 20;

    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'E', 'M'};
    private static final int VERSION_AT = 4;
    private static final int LENGTH_AT = 8;
    private static final int CHECKSUM_AT = 12;
    private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FREE_NAMES = 4 << 20;
    private static final int NAMES_PER_BYTE = 16;

    private StoredForm() {}

    /** The bytes that all names of a map may take unshortened, when so many are stored. */
    static int mostNameBytes(int stored) {
        return FREE_NAMES + NAMES_PER_BYTE * stored;
    }

    /** Writes the header in front of a body that stands behind its place. */
    static void seal(byte[] stored) {
        MemorySegment bytes = MemorySegment.ofArray(stored);
        System.arraycopy(MAGIC, 0, stored, 0, MAGIC.length);
        bytes.set(NUMBER, VERSION_AT, VERSION);
        bytes.set(NUMBER, LENGTH_AT, stored.length - HEADER);
        bytes.set(NUMBER, CHECKSUM_AT, checksum(stored, stored.length));
    }

    private static int checksum(byte[] stored, int length) {
        CRC32C sum = new CRC32C();
        sum.update(stored, 0, CHECKSUM_AT);
        sum.update(stored, HEADER, length - HEADER);
        return (int) sum.getValue();
    }

    /** The length with header of the map that begins here, of which at least the header should be there. */
    static int length(MemorySegment stored) {
        requireMagic(stored);
        if (stored.byteSize() < HEADER) {
            throw truncated(stored.byteSize() + " bytes, and the header alone has " + HEADER);
        }
        int version = stored.get(NUMBER, VERSION_AT);
        if (version != VERSION) {
            throw new GoProfileException(
                    EdgeMapError.NEWER_VERSION,
                    "the edge map has version " + Integer.toUnsignedString(version) + ", and this Hone reads " + VERSION
                            + "; read it with the Hone that wrote it, or a newer one");
        }
        long length = HEADER + Integer.toUnsignedLong(stored.get(NUMBER, LENGTH_AT));
        if (length > MOST_STORED) {
            throw tooLarge("the edge map has " + length + " bytes, and may have " + MOST_STORED);
        }
        return (int) length;
    }

    private static void requireMagic(MemorySegment stored) {
        int there = (int) Math.min(stored.byteSize(), MAGIC.length);
        byte[] first = stored.asSlice(0, there).toArray(ValueLayout.JAVA_BYTE);
        if (there == 0 || !Arrays.equals(first, 0, there, MAGIC, 0, there)) {
            throw new GoProfileException(EdgeMapError.NOT_AN_EDGE_MAP, "it does not begin as an edge map does");
        }
    }

    /** Refuses bytes that are not those that were written. */
    static void requireWhole(byte[] stored, int length) {
        int written = MemorySegment.ofArray(stored).get(NUMBER, CHECKSUM_AT);
        if (written != checksum(stored, length)) {
            throw new GoProfileException(
                    EdgeMapError.CHECKSUM, "the edge map is damaged: its checksum is not that of its bytes");
        }
    }

    static GoProfileException truncated(String found) {
        return new GoProfileException(EdgeMapError.TRUNCATED, "the edge map ends early: " + found);
    }

    static GoProfileException tooLarge(String found) {
        return new GoProfileException(EdgeMapError.TOO_LARGE, found);
    }
}
