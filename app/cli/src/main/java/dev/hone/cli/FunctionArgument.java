package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.profile.CallTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the function that somebody named, in full or by a part of the name that only it has. */
final class FunctionArgument {
    private static final int MOST_SHOWN = 8;

    private FunctionArgument() {}

    /** The number of the function in the tree. */
    static int of(CallTree tree, String name) {
        List<String> names = new ArrayList<>();
        List<Integer> having = new ArrayList<>();
        List<Integer> ending = new ArrayList<>();
        boolean[] used = used(tree);
        for (int function = 0; function < used.length; function++) {
            String each = tree.functions().get(function).toString();
            if (used[function] && each.equals(name)) {
                return function;
            }
            names.add(used[function] ? each : "");
            if (used[function] && each.contains(name)) {
                having.add(function);
            }
            if (used[function] && each.endsWith("." + name)) {
                ending.add(function);
            }
        }
        for (List<Integer> meant : List.of(ending, having)) {
            if (meant.size() == 1) {
                return meant.getFirst();
            }
        }
        throw new UsageException(
                having.isEmpty()
                        ? "there is no function '" + name + "' on any stack" + Nearest.hint(name, names)
                        : several(tree, name, names, having));
    }

    private static boolean[] used(CallTree tree) {
        boolean[] used = new boolean[tree.functions().size()];
        for (int node = 1; node < tree.size(); node++) {
            used[tree.function(node)] = true;
        }
        return used;
    }

    private static String several(CallTree tree, String name, List<String> names, List<Integer> having) {
        long[] cumulative = tree.cumulative(0);
        List<Integer> biggest = new ArrayList<>(having);
        biggest.sort(Comparator.comparingDouble(function -> -Math.abs((double) cumulative[function])));
        StringBuilder text = new StringBuilder(Quantity.count(having.size()) + " functions have '" + name
                + "' in their names; write more of the one you mean:");
        biggest.stream()
                .limit(MOST_SHOWN)
                .forEach(function -> text.append("\n  ").append(names.get(function)));
        return text + (having.size() > MOST_SHOWN ? "\n  …" : "");
    }
}
