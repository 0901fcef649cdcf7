package dev.hone.profile;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks gzip data of any number of members in one go. */
/*
 * Strict in the way of Go's compress/gzip, because the Go tools are what a profile meets next: checksum and length of
 * each member are verified, and whatever stands behind the last member, zeros included, is an error.
 * java.util.zip.GZIPInputStream stops silently there.
 */
final class Gunzip {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int LONGEST_NAME = 511;

    private final byte[] in;
    private final Output out;
    private int position;

    private Gunzip(byte[] in, Output out) {
        this.in = in;
        this.out = out;
    }

    static void expand(byte[] in, Output out) {
        Inflater inflater = new Inflater(true);
        try {
            Gunzip gunzip = new Gunzip(in, out);
            do {
                gunzip.readHeader();
                inflater.reset();
                gunzip.readMember(inflater);
            } while (gunzip.position < in.length);
        } catch (DataFormatException e) {
            throw new ProfileException(ProfileError.MALFORMED, "the gzip data is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private void readHeader() {
        int start = position;
        if (start > 0 && u8(start) != 0x1f) {
            throw damaged("there is other data behind its end");
        }
        need(FIXED_HEADER);
        boolean sound = u8(start) == 0x1f && u8(start + 1) == 0x8b && u8(start + 2) == 8;
        if (!sound) {
            throw damaged(start == 0 ? "its header is not one of gzip" : "there is other data behind its end");
        }
        int flags = u8(start + 3);
        position += FIXED_HEADER;
        if ((flags & EXTRA) != 0) {
            need(2);
            int length = u16(position);
            position += 2;
            need(length);
            position += length;
        }
        if ((flags & NAME) != 0) {
            skipName();
        }
        if ((flags & COMMENT) != 0) {
            skipName();
        }
        if ((flags & HEADER_CRC) != 0) {
            checkHeader(start);
        }
    }

    private void skipName() {
        int start = position;
        while (true) {
            need(1);
            if (in[position++] == 0) {
                return;
            }
            if (position - start > LONGEST_NAME) {
                throw damaged("a name in its header is too long");
            }
        }
    }

    private void checkHeader(int start) {
        need(2);
        CRC32 crc = new CRC32();
        crc.update(in, start, position - start);
        if (u16(position) != (crc.getValue() & 0xffff)) {
            throw damaged("the checksum of its header is wrong");
        }
        position += 2;
    }

    private void readMember(Inflater inflater) throws DataFormatException {
        int start = out.length();
        inflater.setInput(in, position, in.length - position);
        while (!inflater.finished()) {
            out.makeRoom();
            int read = inflater.inflate(out.bytes(), out.length(), out.room());
            out.advance(read);
            if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                throw truncated();
            }
        }
        position = in.length - inflater.getRemaining();
        checkTrailer(start);
    }

    private void checkTrailer(int start) {
        need(TRAILER);
        CRC32 crc = new CRC32();
        crc.update(out.bytes(), start, out.length() - start);
        if (u32(position) != crc.getValue() || u32(position + 4) != out.length() - start) {
            throw damaged("the checksum is wrong");
        }
        position += TRAILER;
    }

    private void need(int bytes) {
        if (in.length - position < bytes) {
            throw truncated();
        }
    }

    private static ProfileException truncated() {
        return ProfileException.malformed("the gzip data is truncated; fetch or copy the file again");
    }

    private static ProfileException damaged(String what) {
        return ProfileException.malformed("the gzip data is damaged: " + what);
    }

    private int u8(int at) {
        return in[at] & 0xff;
    }

    private int u16(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    private long u32(int at) {
        return u16(at) | (long) u16(at + 2) << 16;
    }
}
