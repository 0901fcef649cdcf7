package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.List;

/**
 * The edges of a profile or of a sum of profiles: all that the Go compiler sees of it.
 *
 * <p>Immutable, and of one form: names are sorted and each stands once, edges are sorted by caller, callee and offset. So
 * two maps with the same edges are the same columns, whatever they were added up from.
 */
public final class EdgeMap {
    /** The map without edges. */
    public static final EdgeMap EMPTY = new EdgeMap(List.of(), new int[0], new int[0], new long[0], new long[0]);

    private final List<Text> names;
    private final EdgeColumns columns;

    EdgeMap(List<Text> names, int[] callers, int[] callees, long[] offsets, long[] weights) {
        this(names, new EdgeColumns(callers, callees, offsets, weights));
    }

    EdgeMap(List<Text> names, EdgeColumns columns) {
        this.names = List.copyOf(names);
        this.columns = columns.trimmed();
    }

    /** The columns themselves, not to be changed. */
    EdgeColumns columns() {
        return columns;
    }

    public int size() {
        return columns.size;
    }

    /** Every function that is caller or callee, sorted by bytes. */
    public List<Text> names() {
        return names;
    }

    /** The index of an edge's caller among the {@link #names}. */
    public int caller(int edge) {
        return columns.callers[edge];
    }

    /** The index of an edge's callee among the {@link #names}. */
    public int callee(int edge) {
        return columns.callees[edge];
    }

    public long offset(int edge) {
        return columns.offsets[edge];
    }

    public long weight(int edge) {
        return columns.weights[edge];
    }

    public Edge edge(int edge) {
        return new Edge(
                names.get(columns.callers[edge]),
                names.get(columns.callees[edge]),
                columns.offsets[edge],
                columns.weights[edge]);
    }

    /** The sum of all weights; wraps as the compiler's own sum does. */
    public long total() {
        long total = 0;
        for (long weight : columns.weights) {
            total += weight;
        }
        return total;
    }

    /** The edges from heavy to light, equal ones by caller, callee and offset: the order in which the compiler takes them. */
    public int[] byWeight() {
        return WeightOrder.of(columns.weights);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EdgeMap map && names.equals(map.names) && columns.equals(map.columns);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + columns.hashCode();
    }

    @Override
    public String toString() {
        return size() + " edges between " + names.size() + " functions";
    }
}
