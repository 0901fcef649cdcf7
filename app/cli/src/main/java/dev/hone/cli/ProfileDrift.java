package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gopgo.Drift;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;

/** {@code hone profile drift}: whether a build with a new profile would decide anything differently. */
final class ProfileDrift implements Command {
    /** Always the same, so that the same files get the same answer. */
    private static final long SEED = 1;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell whether a build with the new profile would decide anything differently than with the old one: "
                                + "same, noise (not more than two profiles of one program do) or changed.",
                        "Exit code 0: same or noise, keep the old profile. 1: changed.")
                .argument(0, "OLD", true, "The profile that builds use: a file, a URL, or - for standard input.")
                .argument(1, "NEW", true, "The profile that they could use.")
                .flag("--json", "An object with verdict, figures and all changed decisions.")
                .examples(
                        "  hone profile drift default.pgo new.pgo",
                        "  hone profile drift default.pgo new.pgo; test $? -eq 1 && cp new.pgo default.pgo");
        GoVersion.declare(declaration);
        Rows.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Drift drift = drift(arguments, ProfileInput.of(arguments, terminal), GoVersion.of(arguments, terminal));
        terminal.print(
                arguments.flag("--json")
                        ? DriftReport.json(drift)
                        : DriftReport.page(
                                drift,
                                Rows.of(arguments, drift.changedDecisions().size()),
                                terminal));
        return drift.verdict() == Drift.Verdict.CHANGED ? ExitCode.NO : ExitCode.FINE;
    }

    private static Drift drift(Arguments arguments, ProfileInput input, GoRelease release) {
        String oldFile = arguments.argument(0).orElseThrow();
        String newFile = arguments.argument(1).orElseThrow();
        if (oldFile.equals("-") && newFile.equals("-")) {
            throw new UsageException("only one of both profiles can come from standard input");
        }
        EdgeMap before = input.readEdges(oldFile, release);
        EdgeMap after = input.readEdges(newFile, release);
        if (after.size() == 0 && before.size() > 0) {
            throw new FileRefused(
                    newFile,
                    new ProfileException(
                            ProfileError.EMPTY,
                            "there are no calls in it, so a build gains nothing by it; keep the old one"));
        }
        try {
            return Drift.between(before, after, SEED);
        } catch (GoProfileException e) {
            throw new FileRefused(isSound(before) ? newFile : oldFile, e);
        }
    }

    /** Whether the weights of a map can be judged, so that it was the other one that was refused. */
    private static boolean isSound(EdgeMap map) {
        try {
            Drift.between(map, EdgeMap.EMPTY, SEED);
            return true;
        } catch (GoProfileException e) {
            return false;
        }
    }
}
