package dev.hone.profile;

import java.util.Arrays;
import java.util.zip.CRC32;

/** Packs bytes as gzip: the same bytes, the same file, on every machine. */
/*
 * java.util.zip.Deflater is not used because its output is that of the zlib it was linked with: distributions build the
 * JDK with zlib, zlib-ng or Chromium's, and each finds other matches. Deflate (RFC 1951) itself is small. Matches are
 * found as zlib's level 6 does: chains of positions with an equal hash of three bytes, searched for at most 128 steps,
 * and a match is given up when the next byte begins a longer one. The header (RFC 1952) carries no time and no system.
 */
final class Gzip {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int WINDOW = 1 << 15;
    private static final int HASH_BITS = 15;
    private static final int NONE = -1;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;
    private static final int LONGEST_CHAIN = 128;
    /** With a match of this length the search for a better one is cut short. */
    private static final int GOOD = 8;
    /** With a match of this length the next byte is not tried. */
    private static final int LAZY = 16;
    /** With a match of this length the search ends. */
    private static final int NICE = 128;
    /** A shortest match further away than this costs more than three literals. */
    private static final int TOO_FAR = 4096;

    private final byte[] in;
    private final int end;
    private final BitOutput out;
    private final DeflateBlock block = new DeflateBlock();
    private final int[] heads = new int[1 << HASH_BITS];
    private final int[] chain = new int[WINDOW];
    private int position;
    private int inserted;
    private int matchStart;

    private Gzip(byte[] in, int length) {
        this.in = in;
        this.end = length;
        this.out = new BitOutput(length / 4);
        Arrays.fill(heads, NONE);
    }

    /** Packs the first {@code length} bytes. */
    static byte[] pack(byte[] bytes, int length) {
        Gzip gzip = new Gzip(bytes, length);
        for (byte b : HEADER) {
            gzip.out.add(b & 0xff, Byte.SIZE);
        }
        gzip.deflate();
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        gzip.out.add((int) crc.getValue(), Integer.SIZE);
        gzip.out.add(length, Integer.SIZE);
        return gzip.out.toByteArray();
    }

    private void deflate() {
        boolean pending = false;
        int length = 0;
        while (position < end) {
            int before = length;
            int startBefore = matchStart;
            length = before < LAZY ? longest(Math.max(before, SHORTEST - 1)) : 0;
            if (before >= SHORTEST && length <= before) {
                block.match(position - 1 - startBefore, before);
                position += before - 1;
                pending = false;
                length = 0;
            } else {
                if (pending) {
                    block.literal(in[position - 1]);
                }
                pending = true;
                position++;
            }
            if (block.isFull()) {
                block.write(false, out);
            }
        }
        finish(pending, length);
    }

    private void finish(boolean pending, int length) {
        if (pending) {
            // A match cannot be pending: it would have to begin at the last byte.
            assert length < SHORTEST;
            block.literal(in[end - 1]);
        }
        block.write(true, out);
        out.align();
    }

    /** The length of the longest match here if it is longer than {@code best}, else 0; sets where it starts. */
    private int longest(int best) {
        int most = Math.min(LONGEST, end - position);
        insertUpTo(position);
        if (most <= best) {
            return 0;
        }
        int found = best;
        int steps = best >= GOOD ? LONGEST_CHAIN / 4 : LONGEST_CHAIN;
        int oldest = Math.max(0, position - WINDOW + 1);
        int candidate = most < SHORTEST ? NONE : heads[hash(position)];
        while (candidate >= oldest && steps-- > 0) {
            if (in[candidate + found] == in[position + found]) {
                int length = matching(candidate, most);
                if (length > found && (length > SHORTEST || position - candidate <= TOO_FAR)) {
                    found = length;
                    matchStart = candidate;
                    if (length >= NICE || length == most) {
                        break;
                    }
                }
            }
            candidate = chain[candidate & (WINDOW - 1)];
        }
        return found > best ? found : 0;
    }

    private int matching(int candidate, int most) {
        int length = 0;
        while (length < most && in[candidate + length] == in[position + length]) {
            length++;
        }
        return length;
    }

    /** Makes all positions before {@code limit} findable. */
    private void insertUpTo(int limit) {
        int last = Math.min(limit, end - SHORTEST + 1);
        for (; inserted < last; inserted++) {
            int hash = hash(inserted);
            chain[inserted & (WINDOW - 1)] = heads[hash];
            heads[hash] = inserted;
        }
    }

    private int hash(int at) {
        int three = (in[at] & 0xff) << 16 | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff);
        return (three * 0x9e3779b1) >>> (Integer.SIZE - HASH_BITS);
    }
}
