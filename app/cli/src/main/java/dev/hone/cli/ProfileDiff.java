package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Profile;

/** {@code hone profile diff}: what takes more, and what less, than it did. */
final class ProfileDiff implements Command {
    private static final double USUAL_MINIMUM_OF_TREE = 0.01;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show which functions take more, and which less, in the new profile than in the old one: flat is what a "
                                + "function takes itself, cum is what it and all it calls take.",
                        "Shares of each profile's total are compared, so that profiles of different length can be; changes are in "
                                + "percentage points. With --absolute values are compared as they are.")
                .argument(0, "OLD", true, "The profile to compare with: a file, a URL, or - for standard input.")
                .argument(1, "NEW", true, "The profile that is compared.")
                .flag("--absolute", "Compare values, not shares: for profiles of the same length and load.")
                .flag("--cum", "Sort by the change of the cumulative value.")
                .flag("--tree", "Show the paths of calls that changed, not the functions.");
        MinimumShare.declare(
                declaration,
                "Leave out what changed by less than this share (default: 0; with --tree 1%). Of the old total, with "
                        + "--absolute.");
        declaration.number("-n", "N", "Rows to show, 0 for all (default: 25; with --tree all).");
        ValueColumn.declare(declaration);
        declaration
                .flag("--json", "An object with all figures, for scripts.")
                .examples(
                        "  hone profile diff before.pb.gz after.pb.gz",
                        "  hone profile diff --tree before.pb.gz after.pb.gz    on which paths",
                        "  hone profile diff --absolute --type alloc_space before.pb.gz after.pb.gz");
        CallTreeInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        boolean asTree = arguments.flag("--tree");
        double minimum = MinimumShare.of(arguments, asTree ? USUAL_MINIMUM_OF_TREE : 0);
        Comparison comparison = comparison(arguments, terminal);
        if (asTree) {
            new ChangedCalls(comparison, minimum).print(arguments, terminal);
        } else {
            new ChangedFunctions(comparison, minimum, arguments.flag("--cum")).print(arguments, terminal);
        }
        return ExitCode.FINE;
    }

    private static Comparison comparison(Arguments arguments, Terminal terminal) {
        String oldFile = arguments.argument(0).orElseThrow();
        String newFile = arguments.argument(1).orElseThrow();
        if (oldFile.equals("-") && newFile.equals("-")) {
            throw new UsageException("only one of both profiles can come from standard input");
        }
        CallTreeInput input = new CallTreeInput(2, arguments, terminal);
        Profile old = input.add(0, ProfileSources.one(oldFile));
        Profile current = input.add(1, ProfileSources.one(newFile));
        return new Comparison(
                input.type(),
                new Comparison.Side(oldFile, old.samples().size()),
                new Comparison.Side(newFile, current.samples().size()),
                input.tree(),
                arguments.flag("--absolute"));
    }
}
