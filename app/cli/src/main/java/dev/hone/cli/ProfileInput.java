package dev.hone.cli;

import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileReader;
import java.io.IOException;

/** Reads the profile that a source stands for. */
record ProfileInput(ProfileReader reader, Terminal terminal) {

    ProfileFile read(ProfileSources.Source source) {
        // Not a switch over patterns: its first use spins classes that no start-up cache holds, for 5 ms.
        if (source instanceof ProfileSources.File file) {
            return reader.read(file.path());
        } else if (source instanceof ProfileSources.Missing missing) {
            throw new ProfileException(ProfileError.NOT_FOUND, missing.reason());
        }
        return readStandardInput();
    }

    private ProfileFile readStandardInput() {
        try {
            return reader.read(terminal.in());
        } catch (IOException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "reading standard input failed: " + e.getMessage(), e);
        }
    }
}
