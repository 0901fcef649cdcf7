package dev.hone.profile;

import dev.hone.base.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads profiles from files and streams, never more of them than the limits allow. */
public final class ProfileReader {
    private final ProfileLimits limits;
    private final @Nullable Spares spares;

    public ProfileReader(ProfileLimits limits) {
        this(limits, null);
    }

    private ProfileReader(ProfileLimits limits, @Nullable Spares spares) {
        this.limits = limits;
        this.spares = spares;
    }

    /**
     * A reader for who looks at one profile after the other: each is good only until the next one is read, because that
     * takes its memory. For one thread.
     */
    static ProfileReader recycling(ProfileLimits limits) {
        return new ProfileReader(limits, new Spares());
    }

    /**
     * Reads the profile in a file, and holds it to {@link Check#PPROF}.
     *
     * @throws ProfileException when there is no such file, it cannot be read, or what it holds is refused
     */
    public ProfileFile read(Path file) {
        return checked(readUnchecked(file));
    }

    /** Reads the profile that a stream holds, to its end, and holds it to {@link Check#PPROF}. */
    public ProfileFile read(InputStream in) throws IOException {
        return checked(readUnchecked(in));
    }

    /** Reads the profile in a file, and leaves it to a {@link Check} what to refuse of it. */
    public ProfileFile readUnchecked(Path file) {
        if (Files.isDirectory(file)) {
            throw new ProfileException(ProfileError.NOT_A_PROFILE, "this is a directory, not a profile");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return readUnchecked(in);
        } catch (NoSuchFileException e) {
            throw new ProfileException(ProfileError.NOT_FOUND, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "it may not be read by you; check its permissions", e);
        } catch (IOException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "reading it failed: " + e.getMessage(), e);
        }
    }

    /** Reads the profile that a stream holds, to its end, and leaves it to a {@link Check} what to refuse of it. */
    public ProfileFile readUnchecked(InputStream in) throws IOException {
        ByteSize limit = limits.input();
        byte[] stored = in.readNBytes((int) limit.bytes() + 1);
        if (stored.length > limit.bytes()) {
            throw ProfileException.limit("input", limit.format(), "the file is larger");
        }
        return Pprof.readUnchecked(stored, limits, budget(stored.length));
    }

    private Budget budget(int stored) {
        if (spares != null) {
            spares.collect();
        }
        return new Budget(limits.memoryFor(stored), spares);
    }

    private static ProfileFile checked(ProfileFile file) {
        Check.PPROF.verify(file.profile());
        return file;
    }
}
