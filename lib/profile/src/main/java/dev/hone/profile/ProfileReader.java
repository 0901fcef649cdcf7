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
     * Reads the profile in a file, in any of the {@linkplain ProfileFormat formats that we read}; pprof is held to
     * {@link Check#PPROF}.
     *
     * @throws ProfileException when there is no such file, it cannot be read, or what it holds is refused
     */
    public ProfileFile read(Path file) {
        return read(file, true);
    }

    /** Reads the profile that a stream holds, to its end, in any format; pprof is held to {@link Check#PPROF}. */
    public ProfileFile read(InputStream in) throws IOException {
        return read(in, true);
    }

    /**
     * Reads a profile that is in memory, in any format; pprof is held to {@link Check#PPROF}.
     *
     * @param stored is not copied, so it must not change as long as the profile is used
     */
    public ProfileFile read(byte[] stored) {
        return read(stored, true);
    }

    /** Reads the profile in a file, which must be pprof, and leaves it to a {@link Check} what to refuse of it. */
    public ProfileFile readUnchecked(Path file) {
        return read(file, false);
    }

    /** Reads the pprof that a stream holds, to its end, and leaves it to a {@link Check} what to refuse of it. */
    public ProfileFile readUnchecked(InputStream in) throws IOException {
        return read(in, false);
    }

    private ProfileFile read(Path file, boolean anyFormat) {
        if (Files.isDirectory(file)) {
            throw new ProfileException(ProfileError.NOT_A_PROFILE, "this is a directory, not a profile");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, anyFormat);
        } catch (NoSuchFileException e) {
            throw new ProfileException(ProfileError.NOT_FOUND, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "it may not be read by you; check its permissions", e);
        } catch (IOException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "reading it failed: " + e.getMessage(), e);
        }
    }

    private ProfileFile read(InputStream in, boolean anyFormat) throws IOException {
        return read(in.readNBytes((int) limits.input().bytes() + 1), anyFormat);
    }

    private ProfileFile read(byte[] stored, boolean anyFormat) {
        ByteSize limit = limits.input();
        if (stored.length > limit.bytes()) {
            throw ProfileException.limit("input", limit.format(), "the file is larger");
        }
        Budget budget = budget(stored.length);
        return anyFormat ? AnyFormat.read(stored, limits, budget) : Pprof.readUnchecked(stored, limits, budget);
    }

    private Budget budget(int stored) {
        if (spares != null) {
            spares.collect();
        }
        return new Budget(limits.memoryFor(stored), spares);
    }
}
