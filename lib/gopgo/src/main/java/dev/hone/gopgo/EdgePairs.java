package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The edges of two maps side by side: each edge that is in either of them, with its weight in both. */
final class EdgePairs {
    private final List<Text> names;
    private final int[] callers;
    private final int[] callees;
    private final long[] offsets;
    private final Side before;
    private final Side after;

    private EdgePairs(List<Text> names, int[] callers, int[] callees, long[] offsets, Side before, Side after) {
        this.names = names;
        this.callers = callers;
        this.callees = callees;
        this.offsets = offsets;
        this.before = before;
        this.after = after;
    }

    /** One of the two maps: weights by pair, 0 where it lacks the edge. */
    static final class Side {
        private final long[] weights;
        private final boolean[] hot;
        private final long total;

        private Side(long[] weights) {
            this.weights = weights;
            this.total = Arrays.stream(weights).sum();
            this.hot = hot(weights);
        }

        private static boolean[] hot(long[] weights) {
            HotLine line = HotLine.of(weights, HotEdges.USUAL_LINE);
            boolean[] hot = new boolean[weights.length];
            for (int pair = 0; pair < hot.length; pair++) {
                hot[pair] = weights[pair] > 0 && line.isHot(pair);
            }
            return hot;
        }

        long[] weights() {
            return weights;
        }

        long weight(int pair) {
            return weights[pair];
        }

        /** The share of all weight, 0 to 1. */
        double share(int pair) {
            return total == 0 ? 0 : weights[pair] / (double) total;
        }

        boolean isHot(int pair) {
            return hot[pair];
        }

        long total() {
            return total;
        }
    }

    /** Joins two maps; edges without weight, which the compiler never sees, are left out. */
    static EdgePairs of(EdgeMap before, EdgeMap after) {
        return new Join(before, after).pairs();
    }

    int size() {
        return offsets.length;
    }

    List<Text> names() {
        return names;
    }

    int caller(int pair) {
        return callers[pair];
    }

    int callee(int pair) {
        return callees[pair];
    }

    long offset(int pair) {
        return offsets[pair];
    }

    Side before() {
        return before;
    }

    Side after() {
        return after;
    }

    /** Walks through two maps at once: both are sorted by caller, callee and offset. */
    private static final class Join {
        private final EdgeMap[] maps;
        private final int[][] numbers;
        private final List<Text> names = new ArrayList<>();
        private final int[] callers;
        private final int[] callees;
        private final long[] offsets;
        private final long[][] weights;
        private int size;

        Join(EdgeMap before, EdgeMap after) {
            this.maps = new EdgeMap[] {before, after};
            this.numbers = new int[][] {
                new int[before.names().size()], new int[after.names().size()]
            };
            int most = Math.addExact(before.size(), after.size());
            this.callers = new int[most];
            this.callees = new int[most];
            this.offsets = new long[most];
            this.weights = new long[][] {new long[most], new long[most]};
            joinNames(before.names(), after.names());
        }

        private void joinNames(List<Text> left, List<Text> right) {
            int i = 0;
            int j = 0;
            while (i < left.size() || j < right.size()) {
                int order = order(i, left.size(), j, right.size());
                order = order == 0 ? left.get(i).compareTo(right.get(j)) : order;
                names.add(order <= 0 ? left.get(i) : right.get(j));
                if (order <= 0) {
                    numbers[0][i++] = names.size() - 1;
                }
                if (order >= 0) {
                    numbers[1][j++] = names.size() - 1;
                }
            }
        }

        /** Which side is to be taken because the other one is at its end; 0 when neither is. */
        private static int order(int left, int leftEnd, int right, int rightEnd) {
            return left == leftEnd ? 1 : right == rightEnd ? -1 : 0;
        }

        EdgePairs pairs() {
            int i = 0;
            int j = 0;
            while (i < maps[0].size() || j < maps[1].size()) {
                int order = order(i, maps[0].size(), j, maps[1].size());
                order = order == 0 ? compare(i, j) : order;
                long left = order <= 0 ? maps[0].weight(i) : 0;
                long right = order >= 0 ? maps[1].weight(j) : 0;
                if (left != 0 || right != 0) {
                    add(order <= 0 ? 0 : 1, order <= 0 ? i : j, left, right);
                }
                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
            return new EdgePairs(
                    names,
                    Arrays.copyOf(callers, size),
                    Arrays.copyOf(callees, size),
                    Arrays.copyOf(offsets, size),
                    new Side(Arrays.copyOf(weights[0], size)),
                    new Side(Arrays.copyOf(weights[1], size)));
        }

        private int compare(int left, int right) {
            int byCaller = Integer.compare(numbers[0][maps[0].caller(left)], numbers[1][maps[1].caller(right)]);
            int byCallee = byCaller != 0
                    ? byCaller
                    : Integer.compare(numbers[0][maps[0].callee(left)], numbers[1][maps[1].callee(right)]);
            return byCallee != 0 ? byCallee : Long.compare(maps[0].offset(left), maps[1].offset(right));
        }

        private void add(int side, int edge, long before, long after) {
            callers[size] = numbers[side][maps[side].caller(edge)];
            callees[size] = numbers[side][maps[side].callee(edge)];
            offsets[size] = maps[side].offset(edge);
            weights[0][size] = before;
            weights[1][size] = after;
            size++;
        }
    }
}
