package dev.hone.gopgo;

/** Which edges the Go compiler takes for hot: from the heaviest on, those that make up 99 % of all weight. */
/*
 * Follows cmd/compile/internal/inline/inl.go (hotNodesFromCDF) of Go 1.21 to 1.27: the edge that crosses the line is
 * hot, the comparison is strict, and it is made in floating point. When the line is never crossed all edges are hot.
 */
public final class HotEdges {
    private static final double LINE = 99;

    private final EdgeMap map;
    private final int[] order;
    private final int count;

    private HotEdges(EdgeMap map, int[] order, int count) {
        this.map = map;
        this.order = order;
        this.count = count;
    }

    public static HotEdges of(EdgeMap map) {
        int[] order = map.byWeight();
        double total = (double) map.total();
        long sum = 0;
        for (int rank = 0; rank < order.length; rank++) {
            sum += map.weight(order[rank]);
            if ((double) sum / total * 100 > LINE) {
                return new HotEdges(map, order, rank + 1);
            }
        }
        return new HotEdges(map, order, order.length);
    }

    /** How many edges are hot. */
    public int count() {
        return count;
    }

    /** The edge at a rank, 0 being the heaviest; those below {@link #count} are hot. */
    public Edge edge(int rank) {
        return map.edge(order[rank]);
    }

    /** The index in the map of the edge at a rank. */
    int index(int rank) {
        return order[rank];
    }

    /** The number of all edges, hot or not. */
    public int size() {
        return order.length;
    }
}
