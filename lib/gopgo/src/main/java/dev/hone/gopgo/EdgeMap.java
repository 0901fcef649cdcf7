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

    /**
     * What has to be added to another map to get this one: the exact difference, because edges add.
     *
     * <p>Edges whose weights are equal vanish. Negative weights are kept: they say that the other map is not a part of this
     * one, and with them {@code a.minus(b)} added to {@code b} has the weights of {@code a} in every case.
     *
     * @throws GoProfileException when a difference does not fit 64 bits
     */
    public EdgeMap minus(EdgeMap other) {
        return EdgeDifference.of(this, other);
    }

    /**
     * What of a difference is more than nothing.
     *
     * @param seed any number that whoever made the profiles does not know
     */
    public EdgeMap withoutNegatives(long seed) {
        EdgeSum sum = new EdgeSum(seed);
        for (int edge = 0; edge < size(); edge++) {
            if (weight(edge) > 0) {
                sum.add(edge(edge));
            }
        }
        return sum.toMap();
    }

    /**
     * The same edges with each weight divided and rounded to the nearest whole number, halves away from zero. What had any
     * weight keeps at least 1, because the compiler asks first whether a call was seen at all.
     *
     * @param divisor 1 or more
     */
    public EdgeMap dividedBy(long divisor) {
        if (divisor < 1) {
            throw new IllegalArgumentException("weights are divided by 1 or more, not by " + divisor);
        }
        long[] divided = new long[size()];
        for (int edge = 0; edge < divided.length; edge++) {
            divided[edge] = divided(weight(edge), divisor);
        }
        return new EdgeMap(names, columns.callers, columns.callees, columns.offsets, divided);
    }

    private static long divided(long weight, long divisor) {
        long quotient = weight / divisor;
        long rest = Math.abs(weight % divisor);
        boolean up = rest != 0 && (rest >= divisor - rest || quotient == 0);
        return up ? quotient + Long.signum(weight) : quotient;
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
