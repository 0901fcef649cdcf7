package dev.hone.gopgo;

/** Which edges the Go compiler takes for hot: from the heaviest on, those that make up 99 % of all weight. */
/*
 * Follows cmd/compile/internal/inline/inl.go (hotNodesFromCDF) of Go 1.21 to 1.27: the edge that crosses the line is
 * hot, the comparison is strict, and it is made in floating point. When the line is never crossed all edges are hot.
 * The line is the compiler's -d=pgoinlinecdfthreshold: 0 leaves one edge, 100 leaves all.
 */
public final class HotEdges {
    /** Where the compiler draws the line unless it is told otherwise, in percent. */
    public static final double USUAL_LINE = 99;

    private final EdgeMap map;
    private final int[] order;
    private final int count;
    private final double line;

    private HotEdges(EdgeMap map, int[] order, int count, double line) {
        this.map = map;
        this.order = order;
        this.count = count;
        this.line = line;
    }

    public static HotEdges of(EdgeMap map) {
        return of(map, USUAL_LINE);
    }

    /** The hot edges when the line is drawn at {@code line} percent, 0 to 100. */
    public static HotEdges of(EdgeMap map, double line) {
        if (!(line >= 0 && line <= 100)) {
            throw new IllegalArgumentException("the line is drawn between 0 and 100 percent, not at " + line);
        }
        int[] order = map.byWeight();
        double total = (double) map.total();
        long sum = 0;
        int count = 0;
        while (count < order.length && !isOver(sum, total, line)) {
            sum += map.weight(order[count++]);
        }
        return new HotEdges(map, order, count, line);
    }

    /** Whether a sum of weights is over the line, as the compiler calculates it. */
    static boolean isOver(long sum, double total, double line) {
        return (double) sum / total * 100 > line;
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

    EdgeMap map() {
        return map;
    }

    double line() {
        return line;
    }
}
