package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.gopgo.GoRelease;

/** {@code hone pgo explain}: why a call is hot or not in the profile that builds use. */
final class PgoExplain implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Explain why calls of a function are hot or not in a published profile, as hone profile explain "
                                + "does for a file.")
                .argument(0, "APP", true, "The app.")
                .examples(
                        "  hone pgo explain web 'regexp.(*Regexp).backtrack'",
                        "  hone pgo explain web main.handle:12 --at candidate");
        ProfileExplain.declareQuestion(declaration);
        declaration.option("--at", "WHICH", "A generation, a channel, or a digest (default: stable).");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        String at = arguments.value("--at").orElse("stable");
        PublishedProfiles profiles = new PublishedProfiles(ServerOptions.of(arguments, terminal));
        byte[] profile = profiles.find(Wanted.named(app, at), new byte[0]).content();
        return ProfileExplain.explain(app, PublishedProfiles.edges(profile, GoRelease.GO_1_26), arguments, terminal);
    }
}
