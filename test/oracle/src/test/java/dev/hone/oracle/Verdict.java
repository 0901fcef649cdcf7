package dev.hone.oracle;

import dev.hone.profile.Check;
import dev.hone.profile.Defect;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What one side made of some bytes: the dump of a profile, or a refusal. */
sealed interface Verdict {
    /** The bytes are a profile. */
    record Accepted(String dump) implements Verdict {}

    /** The bytes are refused. The two sides need not use the same words. */
    record Refused(String reason) implements Verdict {}

    /** Whether two sides came to the same end. */
    default boolean agreesWith(Verdict other) {
        return switch (this) {
            case Accepted accepted -> accepted.equals(other);
            case Refused _ -> other instanceof Refused;
        };
    }

    /** The verdict of google/pprof. */
    static Verdict of(Oracle.Answer answer) {
        return switch (answer) {
            case Oracle.Answer.Fine(String dump) -> new Accepted(dump);
            case Oracle.Answer.Refused(String reason) -> new Refused(reason);
            case Oracle.Answer.Panicked(String where) -> throw new AssertionError("google/pprof panicked: " + where);
        };
    }

    /** Our verdict on uncompressed bytes before any check, as the oracle's verb {@code decode}. */
    static Verdict ofDecoding(byte[] raw) {
        return of(raw, bytes -> Pprof.decode(bytes, ProfileLimits.defaults()), Verdict::firstThatFailsDecoding);
    }

    /** Our verdict on a file, as the oracle's verb {@code parse}. */
    static Verdict ofFile(byte[] stored) {
        return of(stored, bytes -> Pprof.read(bytes, ProfileLimits.defaults()).profile(), Check.PPROF::firstRefused);
    }

    /** Our verdict on a file in any format that we read, as the oracle's verb {@code parse-any}. */
    static Verdict ofAnyFormat(byte[] stored) {
        return of(stored, Verdict::readAnyFormat, Check.PPROF::firstRefused);
    }

    private static Profile readAnyFormat(byte[] stored) {
        try {
            return new ProfileReader(ProfileLimits.defaults())
                    .read(new ByteArrayInputStream(stored))
                    .profile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict of(
            byte[] bytes, Function<byte[], Profile> read, Function<Profile, Optional<Defect>> firstRefused) {
        try {
            Profile profile = read.apply(bytes);
            return firstRefused
                    .apply(profile)
                    .<Verdict>map(defect -> new Refused(defect.message()))
                    .orElseGet(() -> new Accepted(ProfileDump.of(profile)));
        } catch (ProfileException e) {
            return new Refused(e.toString());
        }
    }

    /** Some defects fail google/pprof's decoder but not the Go toolchain's: our decoder goes on behind them. */
    private static Optional<Defect> firstThatFailsDecoding(Profile profile) {
        Set<Defect.Kind> fatal =
                EnumSet.of(Defect.Kind.SECOND_TIME, Defect.Kind.EXTENSION_WIRE_TYPE, Defect.Kind.EXTENSION_STRING);
        return profile.defects().stream()
                .filter(defect -> fatal.contains(defect.kind()))
                .findFirst();
    }
}
