package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.OutputFile;
import dev.hone.command.Terminal;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.Preprofile;

/** {@code hone profile preprofile}: what {@code go tool preprofile} makes of a profile. */
final class ProfilePreprofile implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Write what go tool preprofile writes, byte for byte: the calls that the compiler sees, heaviest first.",
                        "The go command makes this text itself when it builds with a profile, and takes no such text from "
                                + "you; it is for compilers that are run without it, by -pgoprofile.")
                .argument("FILE", "The CPU profile: a file, a URL, or - for standard input.")
                .option("-o", "OUT", "Where to write (default: standard output).")
                .examples(
                        "  hone profile preprofile cpu.pb.gz -o cpu.preprofile",
                        "  hone profile preprofile cpu.pb.gz | head");
        GoVersion.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        ProfileInput input = ProfileInput.of(arguments, terminal);
        EdgeMap edges = input.readEdges(arguments.argument(), GoVersion.of(arguments, terminal));
        OutputFile.write(arguments.value("-o").orElse("-"), Preprofile.text(edges), terminal);
        return ExitCode.FINE;
    }
}
