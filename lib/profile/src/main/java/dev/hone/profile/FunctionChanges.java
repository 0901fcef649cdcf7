package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * How much each function took before and now, itself (flat) and with all that it called (cumulative).
 *
 * <p>The differences are those of {@code go tool pprof -top -diff_base}: functions are the same if their names are, and one that
 * is on a stack several times counts once.
 *
 * @param oldTotal the sum over all old samples
 * @param newTotal the sum over all new samples
 * @param rows every function in which or below which anything was measured, by name
 */
public record FunctionChanges(long oldTotal, long newTotal, List<Row> rows) {
    private static final int OLD = 0;
    private static final int NEW = 1;

    public FunctionChanges {
        rows = List.copyOf(rows);
    }

    /** The totals of one function on both sides. */
    public record Row(Text name, Side old, Side current) {
        /** By how much more it took itself. */
        public long flat() {
            return Sums.subtract(current.flat, old.flat);
        }

        /** By how much more it and all it called took. */
        public long cumulative() {
            return Sums.subtract(current.cumulative, old.cumulative);
        }
    }

    /** The totals of one function on one side of the comparison. */
    public record Side(long flat, long cumulative) {
        /** Whether nothing was measured in the function or below it. */
        public boolean isAbsent() {
            return flat == 0 && cumulative == 0;
        }
    }

    /** The changes from column 0 of a tree to its column 1. */
    public static FunctionChanges of(CallTree tree) {
        List<Side> before = sides(tree, OLD);
        List<Side> now = sides(tree, NEW);
        List<Row> rows = new ArrayList<>();
        for (int function = 0; function < before.size(); function++) {
            if (!before.get(function).isAbsent() || !now.get(function).isAbsent()) {
                rows.add(new Row(tree.functions().get(function), before.get(function), now.get(function)));
            }
        }
        rows.sort((a, b) -> a.name.compareTo(b.name));
        return new FunctionChanges(tree.total(CallTree.ROOT, OLD), tree.total(CallTree.ROOT, NEW), rows);
    }

    private static List<Side> sides(CallTree tree, int column) {
        long[] flat = tree.flat(column);
        long[] cumulative = tree.cumulative(column);
        List<Side> sides = new ArrayList<>();
        for (int function = 0; function < flat.length; function++) {
            sides.add(new Side(flat[function], cumulative[function]));
        }
        return sides;
    }
}
