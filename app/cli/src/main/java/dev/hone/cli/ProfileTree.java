package dev.hone.cli;

import dev.hone.base.Progress;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.CallTree;
import java.util.List;
import java.util.Optional;

/** {@code hone profile tree}: who calls whom, and where on each path the time goes. */
final class ProfileTree implements Command {
    private static final double USUAL_MINIMUM = 0.01;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show who calls whom: for each path of calls what it took in total, and what its last function took "
                                + "itself. Several profiles are added up.",
                        "A function stands one step further right only where its caller had a choice. ×3 behind a name means that it "
                                + "called itself, three calls deep. What is too small for a line is counted in the heading.")
                .arguments("FILE", "Files, directories, globs, URLs, or - for standard input.")
                .flag("--callers", "The other way round: below each function who called it.")
                .option(
                        "--from",
                        "FUNCTION",
                        "Only that function, all its calls as one. A part of the name is enough.");
        MinimumShare.declare(declaration, "Leave out what is below this share (default: 1%). 0 shows all.");
        declaration
                .number("--depth", "N", "Only so many calls deep.")
                .number("-n", "N", "Only the N heaviest calls and those above them, 0 for all (default: 0).");
        ValueColumn.declare(declaration);
        declaration
                .flag("--json", "An object with the calls in depth-first order, for scripts.")
                .examples(
                        "  hone profile tree cpu.pb.gz",
                        "  hone profile tree --from ServeHTTP --min 5% cpu.pb.gz    what the handlers do",
                        "  hone profile tree --callers --from mallocgc cpu.pb.gz   who allocates");
        CallTreeInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        double minimum = MinimumShare.of(arguments, USUAL_MINIMUM);
        int depth = depth(arguments);
        CallTreeInput input = new CallTreeInput(1, arguments, terminal);
        long samples = read(input, arguments, terminal);
        CallTree all = input.tree();
        CallTree whole = view(all, arguments);
        double total = Math.abs((double) whole.total(CallTree.ROOT, 0));
        CallTree shown = whole.keeping(
                node -> Math.abs((double) whole.total(node, 0)) >= minimum * total && whole.depth(node) <= depth);
        CallTree tree =
                shown.heaviest(Rows.ofTree(arguments, shown.size()), node -> Math.abs((double) shown.total(node, 0)));
        TreePage page = new TreePage(input.type(), samples, minimum, arguments.flag("--callers"), all, whole, tree);
        if (arguments.flag("--json")) {
            terminal.print(page.json());
        } else {
            page.print(terminal);
        }
        return ExitCode.FINE;
    }

    private static int depth(Arguments arguments) {
        int depth = arguments.number("--depth", Integer.MAX_VALUE);
        if (depth < 1) {
            throw new UsageException("--depth takes 1 or more, not " + depth);
        }
        return depth;
    }

    private static long read(CallTreeInput input, Arguments arguments, Terminal terminal) {
        List<ProfileSources.Source> sources = ProfileSources.of(arguments.arguments());
        long samples = 0;
        try (Progress progress =
                arguments.progress(new Progress.Task("reading", sources.size(), "profiles"), terminal)) {
            for (ProfileSources.Source source : sources) {
                samples += input.add(0, source).samples().size();
                progress.advance(1);
            }
        }
        return samples;
    }

    private static CallTree view(CallTree tree, Arguments arguments) {
        Optional<String> from = arguments.value("--from");
        boolean callers = arguments.flag("--callers");
        if (from.isEmpty()) {
            return callers ? tree.callers() : tree;
        }
        int function = FunctionArgument.of(tree, from.get());
        return callers ? tree.callersOf(function) : tree.from(function);
    }
}
