package dev.hone.profile;

import dev.hone.base.ByteSize;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads and writes the pprof format: as a file's bytes, which are compressed, or as uncompressed ones. */
public final class Pprof {
    private Pprof() {}

    /**
     * Reads a profile as it is stored: gzip (of one or more members), zstd (of one or more frames), or neither.
     *
     * @throws ProfileException when it is empty, something else, damaged, contradicts itself, or is over a limit
     */
    public static ProfileFile read(byte[] stored, ProfileLimits limits) {
        ProfileFile file = readUnchecked(stored, limits);
        Check.PPROF.verify(file.profile());
        return file;
    }

    /** Reads a profile as it is stored, and leaves it to a {@link Check} what to refuse of it. */
    static ProfileFile readUnchecked(byte[] stored, ProfileLimits limits) {
        return readUnchecked(stored, limits, new Budget(limits.memoryFor(stored.length)));
    }

    /** The same with a budget that may have arrays of an earlier profile to spare. */
    static ProfileFile readUnchecked(byte[] stored, ProfileLimits limits, Budget budget) {
        return switch (Format.of(stored, stored.length)) {
            case GZIP -> finish(Encoding.GZIP, stored, gunzip(stored, limits, budget), limits, budget);
            case ZSTD -> finish(Encoding.ZSTD, stored, unzstd(stored, limits, budget), limits, budget);
            default -> {
                Profile profile = decode(stored, stored.length, limits, budget);
                ByteSize size = ByteSize.of(stored.length);
                yield new ProfileFile(profile, Encoding.RAW, size, size);
            }
        };
    }

    /** Decodes uncompressed pprof, and leaves it to a {@link Check} what to refuse of it. */
    public static Profile decode(byte[] raw, ProfileLimits limits) {
        return decode(raw, raw.length, limits, new Budget(limits.memoryFor(raw.length)));
    }

    /**
     * Writes a profile as it is to be stored: gzip. The same profile gives the same bytes on every machine and JDK.
     *
     * @throws ProfileException when it contradicts itself
     */
    public static byte[] write(Profile profile) {
        WireOutput raw = PprofEncoder.encode(Check.PPROF.verify(profile));
        return Gzip.pack(raw.bytes(), raw.length());
    }

    /** Writes a profile as uncompressed pprof: the bytes that google/pprof writes for it. */
    public static byte[] encode(Profile profile) {
        WireOutput raw = PprofEncoder.encode(Check.PPROF.verify(profile));
        return Arrays.copyOf(raw.bytes(), raw.length());
    }

    private static ProfileFile finish(
            Encoding encoding, byte[] stored, Output expanded, ProfileLimits limits, Budget budget) {
        if (expanded.length() > 0 && isPacked(Format.of(expanded.bytes(), expanded.length()))) {
            throw new ProfileException(
                    ProfileError.NOT_A_PROFILE, "this is compressed twice; unpack it once and try again");
        }
        Profile profile = decode(expanded.bytes(), expanded.length(), limits, budget);
        return new ProfileFile(profile, encoding, ByteSize.of(stored.length), ByteSize.of(expanded.length()));
    }

    private static boolean isPacked(Format format) {
        return format == Format.GZIP || format == Format.ZSTD;
    }

    private static Profile decode(byte[] bytes, int length, ProfileLimits limits, Budget budget) {
        if (length == 0) {
            throw new ProfileException(ProfileError.EMPTY, "there is nothing in it: no profile was written");
        }
        try {
            return new PprofDecoder(bytes, limits, budget).decode(length);
        } catch (ProfileException e) {
            Format format = Format.of(bytes, length);
            throw e.code() == ProfileError.MALFORMED && format != Format.UNKNOWN ? format.refusal() : e;
        }
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
