package dev.hone.cli;

import dev.hone.command.UsageException;
import dev.hone.profile.CallTree;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the function of a call tree that somebody named; of several that may be meant the biggest are told first. */
final class FunctionArgument {
    private FunctionArgument() {}

    /** The number of the function in the tree. */
    static int of(CallTree tree, String name) {
        List<Integer> functions = used(tree);
        long[] cumulative = tree.cumulative(0);
        functions.sort(Comparator.comparingDouble(function -> -Math.abs((double) cumulative[function])));
        List<Text> names = functions.stream().map(tree.functions()::get).toList();
        Text found = FunctionName.find(name, names)
                .orElseThrow(() -> new UsageException(
                        "there is no function '" + Text.of(name) + "' on any stack" + FunctionName.hint(name, names)));
        return functions.get(names.indexOf(found));
    }

    private static List<Integer> used(CallTree tree) {
        boolean[] used = new boolean[tree.functions().size()];
        for (int node = 1; node < tree.size(); node++) {
            used[tree.function(node)] = true;
        }
        List<Integer> functions = new ArrayList<>();
        for (int function = 0; function < used.length; function++) {
            if (used[function]) {
                functions.add(function);
            }
        }
        return functions;
    }
}
