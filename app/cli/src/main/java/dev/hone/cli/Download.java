package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.cli.remote.RemoteException;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.OutputFile;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code hone download}: gets the profile that a build should use. A file that was there is replaced whole or not at all. */
final class Download implements Command {
    private static final List<String> FORMS = List.of("canonical", "preprofile", "raw", "edges");

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Download the profile that a build of an app should use. The file is replaced at once and as a whole, "
                                + "or not at all: a failure leaves it as it was. An unchanged profile leaves the file and its "
                                + "time alone.",
                        "With --keep a build goes on whatever the server does: the old file stays, a warning is printed, and "
                                + "the exit code is 0. Without a file go builds without a profile.")
                .argument("APP", "The app.")
                .examples(
                        "  hone download web -o cmd/web/default.pgo",
                        "  hone download web --keep --timeout 20s     in a build that must go on",
                        "  hone download web --digest 3f786850e387     pinned: this profile or none",
                        "  hone download web --form preprofile -o - | head")
                .environment("AUTOPGO")
                .option("-o, --output", "FILE", "Where to, or - for standard output (default: default.pgo).")
                .withoutEnvironment()
                .option("--channel", "NAME", "What this channel points at (default: stable).")
                .option("--digest", "DIGEST", "The profile whose digest begins so; 12 or more digits.")
                .number("--generation", "N", 1, Integer.MAX_VALUE, "The profile of this number.")
                .option("--form", "FORM", "canonical, preprofile, raw or edges (default: canonical).")
                .flag("--keep", "When there is no answer or no profile: keep the old file, exit code 0.")
                .flag("--fail", "In that case exit code 3 (the default).")
                .option(
                        "--verify",
                        "KEYFILE",
                        "Take only what a key in this file signed; PEM, as the server hands out.");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument());
        Wanted wanted = wanted(app, arguments);
        String output = output(arguments, wanted);
        if (arguments.flag("--keep") && arguments.flag("--fail")) {
            throw new UsageException("--keep and --fail say the opposite; give one");
        }
        PublishedProfiles profiles = new PublishedProfiles(ServerOptions.of(arguments, terminal));
        @org.jspecify.annotations.Nullable Path file = output.equals("-") ? null : Path.of(output);
        PublishedProfiles.Found found;
        try {
            found = profiles.find(wanted, file == null ? new byte[0] : Contents.of(file));
            Optional<String> keys = arguments.value("--verify");
            if (keys.isPresent()) {
                new Verification(
                                profiles,
                                SignedManifest.keys(
                                        TextInput.read(keys.get(), terminal),
                                        Text.of(keys.get()).toString()))
                        .check(wanted, found);
            }
        } catch (RemoteException e) {
            return failed(e, output, arguments, terminal);
        }
        return store(found, app, output, arguments, terminal);
    }

    private static ExitCode store(
            PublishedProfiles.Found found, String app, String output, Arguments arguments, Terminal terminal) {
        if (!found.same()) {
            OutputFile.write(output, found.content(), terminal);
        }
        if (!arguments.flag("--quiet")) {
            note(found, app, output, terminal);
        }
        return ExitCode.FINE;
    }

    private static void note(PublishedProfiles.Found found, String app, String output, Terminal terminal) {
        if (!found.app().isEmpty() && !found.app().equals(app)) {
            terminal.complain("hone: note: " + app + " has no profile of its own, that of " + Text.of(found.app())
                    + " stands in\n");
        }
        if (terminal.facts().errIsTerminal() && !output.equals("-")) {
            String what = found.generation() == 0
                    ? "the profile of " + app
                    : "generation " + found.generation() + " of " + app;
            terminal.complain(Text.of(output)
                    + (found.same()
                            ? " is " + what + " already\n"
                            : ": " + what + ", "
                                    + dev.hone.base.ByteSize.of(found.content().length)
                                            .format() + "\n"));
        }
    }

    private static ExitCode failed(RemoteException e, String output, Arguments arguments, Terminal terminal) {
        if (!arguments.flag("--keep")) {
            throw e;
        }
        boolean there = !output.equals("-") && Files.exists(Path.of(output));
        terminal.complain("hone: warning: " + e.getMessage() + "\nhone: warning: "
                + (there
                        ? Text.of(output) + " stays as it is"
                        : "there is no " + Text.of(output) + ", so go builds without a profile")
                + "\n");
        return ExitCode.FINE;
    }

    private static Wanted wanted(String app, Arguments arguments) {
        String form = arguments.value("--form").orElse(Wanted.CANONICAL);
        if (!FORMS.contains(form)) {
            throw new UsageException("--form takes canonical, preprofile, raw or edges, not '" + Text.of(form) + "'"
                    + Nearest.hint(form, FORMS));
        }
        String digest = arguments.value("--digest").orElse("");
        if (arguments.flag("--digest") && !digest.matches("[0-9a-f]{12,64}")) {
            throw new UsageException("--digest takes 12 to 64 of the digits 0-9 and a-f");
        }
        int choices = 0;
        for (String option : List.of("--channel", "--digest", "--generation")) {
            choices += arguments.flag(option) ? 1 : 0;
        }
        if (choices > 1) {
            throw new UsageException("--channel, --digest and --generation each say which profile; give one");
        }
        return new Wanted(
                app, arguments.value("--channel").orElse(""), digest, arguments.number("--generation", 0), form);
    }

    private static String output(Arguments arguments, Wanted wanted) {
        if (wanted.form().equals("edges") && !arguments.flag("--output")) {
            throw new UsageException("go cannot read edges as a default.pgo; name a file for them with -o");
        }
        String output = arguments.value("--output").orElse("default.pgo");
        if (output.isEmpty() || output.indexOf('\0') >= 0) {
            throw new UsageException("the name behind -o is empty; is a variable not set?");
        }
        return output;
    }
}
