package dev.hone.cli;

import dev.hone.base.Progress;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.OutputFile;
import dev.hone.command.Terminal;
import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.EdgeRules;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileException;
import java.util.List;

/** {@code hone profile canonical}: the smallest profile of which the Go compiler makes the same. */
final class ProfileCanonical implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Write the smallest profile of which the Go compiler makes the same as of these files together: one "
                                + "sample for each call that it sees. The same calls give the same bytes.",
                        "Use it as default.pgo. Stacks, labels and file names are gone: keep the originals for people. If one "
                                + "file cannot be used nothing is written.")
                .arguments("FILE", "CPU profiles: files, directories, globs, URLs, or - for standard input.")
                .option("-o", "OUT", "Where to write the profile, gzipped; - for standard output. Required.")
                .repeated("--deny", "REGEX", "Keep functions that match anywhere in their name from being inlined.")
                .repeated(
                        "--rename",
                        "OLD=NEW",
                        "Take the calls of a function for those of one that is named NEW now; OLD*=NEW* for all names that "
                                + "begin so. Renaming comes before denying.")
                .option(
                        "--rules",
                        "RULES",
                        "A file with a rule a line: deny REGEX, deny-exactly NAME, rename OLD=NEW, or deny-known for "
                                + "functions that are known to do harm where they are inlined. # begins a comment.")
                .examples(
                        "  hone profile canonical cpu.pb.gz -o default.pgo",
                        "  hone profile canonical profiles/ -o cmd/server/default.pgo",
                        "  hone profile canonical --deny 'loopyWriter.*processData' cpu.pb.gz -o default.pgo");
        GoVersion.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String out = OutputFile.required(arguments);
        GoRelease release = GoVersion.of(arguments, terminal);
        EdgeRules rules = RuleOptions.of(arguments);
        List<ProfileSources.Source> sources = ProfileSources.of(arguments.arguments());
        ProfileInput input = ProfileInput.of(arguments, terminal);
        EdgeSum sum = new EdgeSum(terminal.nanoClock().getAsLong());
        try (Progress progress =
                arguments.progress(new Progress.Task("reading", sources.size(), "profiles"), terminal)) {
            for (ProfileSources.Source source : sources) {
                add(source, input, release, sum);
                progress.advance(1);
            }
        }
        EdgeRules.Applied applied = rules.apply(sum.toMap());
        OutputFile.write(out, Pprof.write(CanonicalProfile.of(applied.map())), terminal);
        RuleOptions.effects(applied).forEach(effect -> arguments.note(effect, terminal));
        if (applied.map().size() == 0) {
            arguments.note(
                    "there are no calls in it; with this profile go compiles everything anew and gains nothing: "
                            + "better use none",
                    terminal);
        }
        return ExitCode.FINE;
    }

    private static void add(ProfileSources.Source source, ProfileInput input, GoRelease release, EdgeSum sum) {
        try {
            sum.add(input.readEdges(source, release));
        } catch (ProfileException | GoProfileException e) {
            throw new FileRefused(source.name(), e);
        }
    }
}
