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

/** Looks whether what a target answered is a CPU profile, and of which program. */
final class ProfileLook {
    private static final int AT_ONCE = 2;
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
        turns.acquire();
        try {
            return program(Check.PPROF.verify(
                    reader.readUnchecked(new ByteArrayInputStream(profile)).profile()));
        } catch (ProfileException e) {
            boolean large = e.code().kind() == ErrorCode.Kind.LIMIT;
            throw new Missed(large ? Outcome.TOO_LARGE : Outcome.NOT_A_PROFILE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        } finally {
            turns.release();
        }
    }

    private static String program(Profile profile) {
        if (CpuColumn.of(profile).isEmpty()) {
            throw new Missed(Outcome.NOT_CPU, CpuColumn.refusal(profile));
        }
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
