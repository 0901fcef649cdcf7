package dev.hone.collect;

import dev.hone.base.ByteSize;
import dev.hone.base.ErrorCode;
import dev.hone.gopgo.CpuColumn;
import dev.hone.profile.Check;
import dev.hone.profile.Mapping;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Looks whether what a target answered is a CPU profile, and of which program. */
final class ProfileLook {
    private static final int AT_ONCE = 2;
    private static final int GZIP = 0x1f;
    private static final String GONE = " (deleted)";

    private final ProfileReader reader = new ProfileReader(limits());
    private final Semaphore turns = new Semaphore(AT_ONCE);

    private static ProfileLimits limits() {
        ProfileLimits usual = ProfileLimits.defaults();
        return new ProfileLimits(
                ByteSize.ofMebibytes(64),
                ByteSize.ofMebibytes(256),
                usual.memory(),
                2_000_000,
                1_000_000,
                1_000_000,
                usual.mappings(),
                ByteSize.ofMebibytes(128),
                usual.depth(),
                usual.labels());
    }

    /**
     * The program that a CPU profile is of: the name of its executable, empty when it does not say.
     *
     * @throws Missed when it is none
     */
    String program(byte[] profile) throws InterruptedException {
        return look(profile, found -> program(cpu(Check.PPROF.verify(found))));
    }

    /**
     * Whether a CPU profile has no samples.
     *
     * @throws Missed when it has samples and is none
     */
    boolean isWithoutSamples(byte[] profile) throws InterruptedException {
        return holdsNothing(profile)
                || look(
                        profile,
                        found -> found.samples().size() == 0
                                || cpu(Check.PPROF.verify(found)).samples().size() == 0);
    }

    /** Whether it is a message without fields, packed or not. */
    private static boolean holdsNothing(byte[] profile) {
        if (profile.length == 0 || profile[0] != GZIP) {
            return profile.length == 0;
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(profile))) {
            return unpacked.read() < 0;
        } catch (IOException e) {
            return false; // What reads all of it tells what is wrong with it.
        }
    }

    private <T> T look(byte[] profile, Function<Profile, T> question) throws InterruptedException {
        turns.acquire();
        try {
            return question.apply(
                    reader.readUnchecked(new ByteArrayInputStream(profile)).profile());
        } catch (ProfileException e) {
            boolean large = e.code().kind() == ErrorCode.Kind.LIMIT;
            throw new Missed(large ? Outcome.TOO_LARGE : Outcome.NOT_A_PROFILE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        } finally {
            turns.release();
        }
    }

    private static Profile cpu(Profile profile) {
        if (CpuColumn.of(profile).isEmpty()) {
            throw new Missed(Outcome.NOT_CPU, CpuColumn.refusal(profile));
        }
        return profile;
    }

    private static String program(Profile profile) {
        return profile.mappings().stream()
                .findFirst()
                .map(Mapping::file)
                .map(Object::toString)
                .map(ProfileLook::name)
                .orElse("");
    }

    private static String name(String file) {
        String path = file.endsWith(GONE) ? file.substring(0, file.length() - GONE.length()) : file;
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
