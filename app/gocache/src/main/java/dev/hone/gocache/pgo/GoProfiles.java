package dev.hone.gocache.pgo;

import dev.hone.base.HoneException;
import dev.hone.gopgo.Digests;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells what one release of go makes of profiles. From Go 1.23 on, its keys hold a digest of the calls that go takes from a profile;
 * before, one of the file.
 */
public final class GoProfiles {
    /** The first that uses a {@code default.pgo} by itself. */
    public static final int FIRST = 21;

    private static final int FIRST_BY_CALLS = 23;

    private final GoRelease release;
    private final boolean byCalls;
    private final ProfileReader reader = new ProfileReader(ProfileLimits.defaults());

    /** Of Go 1.{@code minor}, which is {@link #FIRST} or newer. */
    public GoProfiles(int minor) {
        this.release = GoRelease.of("1." + Math.min(minor, 999));
        this.byCalls = minor >= FIRST_BY_CALLS;
    }

    /** Whether a profile of other bytes that has the same calls is the same to go. */
    public boolean byCalls() {
        return byCalls;
    }

    /** What programs are compiled by that have this file. */
    public Guidance there(Path file) {
        if (!Files.exists(file)) {
            return new Guidance.None();
        }
        try {
            return read(file);
        } catch (HoneException e) {
            return new Guidance.Refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The same of a file that is to be one.
     *
     * @throws HoneException when there is none, or go would refuse it
     */
    public Guidance.By read(Path file) {
        EdgeMap calls = ProfileEdges.read(() -> reader.readUnchecked(file), release);
        Digests digests = Digests.of(calls);
        String content = content(file);
        return new Guidance.By(byCalls ? digests.token() : content, content, digests.decisions(), calls.size());
    }

    private static String content(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "reading it failed: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
