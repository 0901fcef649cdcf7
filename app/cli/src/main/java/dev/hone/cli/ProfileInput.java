package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileReader;
import java.io.IOException;
import java.io.InputStream;

/** Reads the profile that a source stands for. */
record ProfileInput(ProfileReader reader, Fetching fetching, Arguments arguments, Terminal terminal) {
    /** The options that say how profiles are read. */
    static void declare(Declaration declaration) {
        Fetching.declare(declaration);
        Limits.declare(declaration);
    }

    static ProfileInput of(Arguments arguments, Terminal terminal) {
        ProfileReader reader = new ProfileReader(Limits.of(arguments, terminal));
        return new ProfileInput(reader, Fetching.of(arguments), arguments, terminal);
    }

    /** The same with a reader that may keep its memory from one profile to the next. */
    ProfileInput with(ProfileReader other) {
        return new ProfileInput(other, fetching, arguments, terminal);
    }

    /** The profile in any format that we read; pprof is held to what google/pprof accepts. */
    ProfileFile read(ProfileSources.Source source) {
        return read(source, true);
    }

    /** The same without its wrapping, or a refusal that names the source. */
    Profile profile(ProfileSources.Source source) {
        try {
            return read(source).profile();
        } catch (ProfileException e) {
            throw new FileRefused(source.name(), e);
        }
    }

    /** What the Go toolchain sees of the profile, which takes nothing but pprof. */
    EdgeMap readEdges(ProfileSources.Source source, GoRelease release) {
        return ProfileEdges.read(() -> readUnchecked(source), release);
    }

    /** The edges of the one file that an argument names, or a refusal that names the file. */
    EdgeMap readEdges(String argument, GoRelease release) {
        try {
            return readEdges(ProfileSources.one(argument), release);
        } catch (ProfileException | GoProfileException e) {
            throw new FileRefused(argument, e);
        }
    }

    /** The profile, pprof alone, held to nothing yet. */
    ProfileFile readUnchecked(ProfileSources.Source source) {
        return read(source, false);
    }

    private ProfileFile read(ProfileSources.Source source, boolean anyFormat) {
        // Not a switch over patterns: its first use spins classes that no start-up cache holds, for 5 ms.
        if (source instanceof ProfileSources.File file) {
            return anyFormat ? reader.read(file.path()) : reader.readUnchecked(file.path());
        } else if (source instanceof ProfileSources.Missing missing) {
            throw new ProfileException(ProfileError.NOT_FOUND, missing.reason());
        } else if (source instanceof ProfileSources.Url url) {
            return fetch(ProfileUrl.of(url.address(), fetching.seconds()), anyFormat);
        }
        try {
            return read(terminal.in(), anyFormat);
        } catch (IOException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "reading standard input failed: " + e.getMessage(), e);
        }
    }

    private ProfileFile read(InputStream in, boolean anyFormat) throws IOException {
        return anyFormat ? reader.read(in) : reader.readUnchecked(in);
    }

    private ProfileFile fetch(ProfileUrl url, boolean anyFormat) {
        arguments.note(Fetching.announcement(url), terminal);
        return new HttpFetch(url, body -> read(body, anyFormat), Fetching.timeout(url.seconds())).fetch();
    }
}
