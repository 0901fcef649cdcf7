package dev.hone.cli;

import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileReader;
import java.io.IOException;

/** Reads the profile that a source stands for. */
record ProfileInput(ProfileReader reader, Terminal terminal) {

    ProfileFile read(ProfileSources.Source source) {
        return switch (source) {
            case ProfileSources.File file -> reader.read(file.path());
            case ProfileSources.StandardInput ignored -> readStandardInput();
            case ProfileSources.Missing missing -> throw new ProfileException(ProfileError.NOT_FOUND, missing.reason());
        };
    }

    private ProfileFile readStandardInput() {
        try {
            return reader.read(terminal.in());
        } catch (IOException e) {
            throw new ProfileException(ProfileError.UNREADABLE, "reading standard input failed: " + e.getMessage(), e);
        }
    }
}
