package dev.hone.profile;

import dev.hone.base.ByteSize;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The content of a stored file: what is left when gzip (of one or more members) or zstd (of one or more frames) is gone. */
final class Unpacked {
    private final Encoding encoding;
    private final int stored;
    private final byte[] bytes;
    private final int length;

    private Unpacked(Encoding encoding, int stored, byte[] bytes, int length) {
        this.encoding = encoding;
        this.stored = stored;
        this.bytes = bytes;
        this.length = length;
    }

    static Unpacked of(byte[] stored, ProfileLimits limits, Budget budget) {
        return switch (Format.packing(stored, stored.length)) {
            case GZIP -> expanded(Encoding.GZIP, stored, gunzip(stored, limits, budget));
            case ZSTD -> expanded(Encoding.ZSTD, stored, unzstd(stored, limits, budget));
            default -> new Unpacked(Encoding.RAW, stored.length, stored, stored.length);
        };
    }

    private static Unpacked expanded(Encoding encoding, byte[] stored, Output out) {
        if (Format.packing(out.bytes(), out.length()) != Format.UNKNOWN) {
            throw new ProfileException(
                    ProfileError.NOT_A_PROFILE, "this is compressed twice; unpack it once and try again");
        }
        return new Unpacked(encoding, stored.length, out.bytes(), out.length());
    }

    /** The content; the array may be longer. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** The file, once it is known what its content is. */
    ProfileFile holding(ProfileFormat format, Profile profile) {
        return new ProfileFile(profile, format, encoding, ByteSize.of(stored), ByteSize.of(length));
    }

    private static Output gunzip(byte[] stored, ProfileLimits limits, Budget budget) {
        long claimed = stored.length < 4 ? 0 : littleEndian(stored, stored.length - 4);
        Output out = new Output(stored.length, claimed, limits, budget);
        Gunzip.expand(stored, out);
        return out;
    }

    private static long littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }

    private static Output unzstd(byte[] stored, ProfileLimits limits, Budget budget) {
        Output out = new Output(stored.length, Long.MAX_VALUE - 1, limits, budget);
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(stored))) {
            while (true) {
                out.makeRoom();
                int read = in.read(out.bytes(), out.length(), out.room());
                if (read < 0) {
                    return out;
                }
                out.advance(read);
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof ProfileException refusal) {
                throw refusal;
            }
            throw new ProfileException(
                    ProfileError.MALFORMED, "the zstd data is damaged or truncated: " + e.getMessage(), e);
        }
    }
}
