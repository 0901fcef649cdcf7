package dev.hone.cli;

import dev.hone.base.Progress;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileSummary;
import java.util.ArrayList;
import java.util.List;

/** {@code hone profile info}: what each of these files is. */
final class ProfileInfo implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell what a profile is: what it measured and when, how busy the program was, what built it.")
                .arguments(
                        "FILE",
                        "Files, directories, globs, URLs, or - for standard input. Files in directories that are no "
                                + "profiles are left out.")
                .flag("-l, --long", "All about each file, also when there are many.")
                .flag("--json", "An array with an object for each file.")
                .examples(
                        "  hone profile info cpu.pb.gz",
                        "  hone profile info profiles/                  every profile in a directory, a line each",
                        "  hone profile info --json 'day-*/cpu.pb.gz'   a glob, for a script",
                        "  hone profile info --seconds 10 http://localhost:6060/debug/pprof/profile",
                        "",
                        "A file that cannot be read is told on standard error; the others are still shown, and the exit "
                                + "code is 3.");
        ProfileInput.declare(declaration);
    }

    /** A way to show what was found, a file at a time. */
    interface View {
        void show(String name, ProfileFile file, ProfileSummary summary);

        void refuse(String name, String code, String message);

        void end();
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        List<ProfileSources.Source> sources = ProfileSources.of(arguments.arguments());
        View view = view(arguments, terminal, sources.size());
        Tally tally = new Tally(view, ProfileInput.of(arguments, terminal));
        try (Progress progress = arguments.progress(new Progress.Task("reading", sources.size(), "files"), terminal)) {
            for (ProfileSources.Source source : sources) {
                tally.add(source);
                progress.advance(1);
            }
        }
        view.end();
        if (!tally.leftOut.isEmpty()) {
            arguments.note(leftOut(tally.leftOut), terminal);
        }
        return tally.refused == 0 ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static View view(Arguments arguments, Terminal terminal, int files) {
        if (arguments.flag("--json")) {
            return new InfoJson(terminal);
        }
        return files == 1 || arguments.flag("--long") ? new InfoPage(terminal) : new InfoTable(terminal);
    }

    private static String leftOut(List<String> leftOut) {
        String names = String.join(", ", leftOut.subList(0, Math.min(3, leftOut.size())));
        String more = leftOut.size() > 3 ? " and " + (leftOut.size() - 3) + " more" : "";
        return "left out, because hone reads no profile in them: " + names + more;
    }

    /** Reads one source after the other and counts what came of it. */
    private static final class Tally {
        private final View view;
        private final ProfileInput input;
        private final List<String> leftOut = new ArrayList<>();
        private int refused;

        Tally(View view, ProfileInput input) {
            this.view = view;
            this.input = input;
        }

        void add(ProfileSources.Source source) {
            try {
                ProfileFile read = input.read(source);
                view.show(source.name(), read, ProfileSummary.of(read.profile()));
            } catch (ProfileException e) {
                if (e.code() == ProfileError.NOT_A_PROFILE
                        && source instanceof ProfileSources.File file
                        && !file.named()) {
                    leftOut.add(source.name());
                } else {
                    refused++;
                    view.refuse(source.name(), e.code().name(), String.valueOf(e.getMessage()));
                }
            }
        }
    }
}
