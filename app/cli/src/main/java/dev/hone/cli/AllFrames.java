package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.profile.Profile;
import dev.hone.profile.Pruning;

/** Whether the frames that a profile itself names as of no interest are shown. */
final class AllFrames {
    private static final String OPTION = "--all-frames";

    private AllFrames() {}

    static void declare(Declaration declaration) {
        declaration.flag(OPTION, "Also the frames that the profile itself names as of no interest.");
    }

    /** The frames of a profile that are to be seen, before any filter. */
    static Profile of(Arguments arguments, Profile profile) {
        return arguments.flag(OPTION) ? profile : Pruning.removeUninteresting(profile);
    }
}
