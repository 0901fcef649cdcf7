package dev.hone.profile;

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
        Unpacked file = Unpacked.of(stored, limits, budget);
        return file.holding(ProfileFormat.PPROF, decode(file.bytes(), file.length(), limits, budget));
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

    private static Profile decode(byte[] bytes, int length, ProfileLimits limits, Budget budget) {
        try {
            return decodeOrMalformed(bytes, length, limits, budget);
        } catch (ProfileException e) {
            throw e.code() == ProfileError.MALFORMED ? Format.of(bytes, length).refusal(e) : e;
        }
    }

    /** Decodes the first bytes, and does not look for what else they might be. */
    static Profile decodeOrMalformed(byte[] bytes, int length, ProfileLimits limits, Budget budget) {
        if (length == 0) {
            throw new ProfileException(ProfileError.EMPTY, "there is nothing in it: no profile was written");
        }
        return new PprofDecoder(bytes, limits, budget).decode(length);
    }
}
