package dev.hone.profile;

/** Reads stored profiles of all formats that we read, told apart by their content. */
/*
 * In the order of google/pprof: pprof first, because it has no magic bytes, then what the beginning looks like. Text is
 * never pprof by accident: pprof needs the empty string, whose length is a NUL.
 */
final class AnyFormat {
    private AnyFormat() {}

    static ProfileFile read(byte[] stored, ProfileLimits limits) {
        return read(stored, limits, new Budget(limits.memoryFor(stored.length)));
    }

    /** The same with a budget that may have arrays of an earlier profile to spare. */
    static ProfileFile read(byte[] stored, ProfileLimits limits, Budget budget) {
        Unpacked file = Unpacked.of(stored, limits, budget);
        long before = budget.used();
        ProfileException malformed;
        try {
            Profile profile = Pprof.decodeOrMalformed(file.bytes(), file.length(), limits, budget);
            return file.holding(ProfileFormat.PPROF, Check.PPROF.verify(profile));
        } catch (ProfileException e) {
            if (e.code() != ProfileError.MALFORMED) {
                throw e;
            }
            malformed = e;
        }
        budget.returnTo(before);
        Format format = Format.of(file.bytes(), file.length());
        return switch (format) {
            case LEGACY_CPU ->
                file.holding(
                        ProfileFormat.LEGACY_CPU,
                        new LegacyCpuDecoder(file.bytes(), file.length(), limits, budget).decode());
            case FOLDED ->
                file.holding(
                        ProfileFormat.FOLDED, new FoldedDecoder(file.bytes(), file.length(), limits, budget).decode());
            default -> throw format.refusal(malformed);
        };
    }
}
