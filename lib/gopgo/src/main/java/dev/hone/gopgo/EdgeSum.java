package dev.hone.gopgo;

import dev.hone.profile.SeededHash;
import dev.hone.profile.Text;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up edges. Adding is associative and commutative: the sum depends on what was added, not on the order.
 *
 * <p>All sums are exact; one that does not fit 64 bits is refused, and after that the sum is of no more use. Not thread-safe;
 * sums of parts can be added to each other.
 */
public final class EdgeSum {
    private final NameNumbers names;
    private final NameWalk walk;
    private final EdgeNumbers edges;
    private long[] weights = new long[64];
    private final EdgeDecoder decoder = new EdgeDecoder();
    /** For each name of the map that is added, its number here. */
    private int[] translated = new int[64];

    private int named;
    private byte[] name = new byte[256];

    /**
     * A sum of nothing.
     *
     * @param seed any number that whoever made the profiles does not know; the sum does not depend on it
     */
    public EdgeSum(long seed) {
        SeededHash hash = new SeededHash(seed);
        this.names = new NameNumbers(hash);
        this.walk = new NameWalk(names);
        this.edges = new EdgeNumbers(hash);
    }

    /** Adds every edge of a map. */
    public EdgeSum add(EdgeMap map) {
        return add(map, 1);
    }

    /**
     * Adds every edge of a map, with its weight multiplied.
     *
     * <p>For weights that are no whole numbers, choose a common denominator, add with the numerators, and divide the
     * sum once ({@link EdgeMap#dividedBy}): so nothing is rounded before the end, and the order does not matter.
     */
    public EdgeSum add(EdgeMap map, long factor) {
        List<Text> added = map.names();
        reserveNames(added.size());
        for (int i = 0; i < added.size(); i++) {
            translated[i] = number(added.get(i));
        }
        add(map.columns(), factor);
        return this;
    }

    /** Adds every edge of a stored map. */
    public EdgeSum add(StoredEdges map) {
        return add(map, 1);
    }

    /**
     * Adds every edge of a stored map, with its weight multiplied, without making a map of it.
     *
     * @throws GoProfileException when it is damaged, which leaves the sum as it was, or when a sum does not fit
     */
    public EdgeSum add(StoredEdges map, long factor) {
        named = 0;
        walk.begin();
        decoder.decode(map, this::translate);
        add(decoder.columns(), factor);
        return this;
    }

    private void translate(byte[] bytes, int length, int shared) {
        reserveNames(named + 1);
        translated[named++] = walk.number(bytes, length, shared);
    }

    private void reserveNames(int count) {
        if (translated.length < count) {
            translated = Arrays.copyOf(translated, Math.max(count, 2 * translated.length));
        }
    }

    private int number(Text text) {
        int length = text.length();
        if (name.length < length) {
            name = new byte[Math.max(length, 2 * name.length)];
        }
        text.copyTo(name, 0);
        return names.number(name, 0, length);
    }

    private void add(EdgeColumns columns, long factor) {
        try {
            for (int i = 0; i < columns.size; i++) {
                int edge = edges.number(
                        translated[columns.callers[i]], translated[columns.callees[i]], columns.offsets[i]);
                if (edge >= weights.length) {
                    weights = Arrays.copyOf(weights, Math.max(edge + 1, 2 * weights.length));
                }
                weights[edge] = Math.addExact(weights[edge], Math.multiplyExact(columns.weights[i], factor));
            }
        } catch (ArithmeticException e) {
            throw new GoProfileException(
                    GoProfileError.OVERFLOW, "the weights of a call add up to more than fits 64 bits");
        }
    }

    /** The sum so far, in the one form of a map. */
    public EdgeMap toMap() {
        EdgeColumns columns = new EdgeColumns();
        columns.reserve(edges.size());
        for (int edge = 0; edge < edges.size(); edge++) {
            columns.add(edges.caller(edge), edges.callee(edge), edges.offset(edge), weights[edge]);
        }
        return columns.toMap(names.names());
    }
}
