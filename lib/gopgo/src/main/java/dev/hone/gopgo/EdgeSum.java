package dev.hone.gopgo;

import java.util.Arrays;

/**
 * Adds up edges. Adding is associative and commutative: the sum depends on what was added, not on the order.
 *
 * <p>All sums are exact; one that does not fit 64 bits is refused, and after that the sum is of no more use. Not thread-safe;
 * sums of parts can be added to each other.
 */
public final class EdgeSum {
    private final EdgeIndex index;
    private long[] weights = new long[64];

    /**
     * A sum of nothing.
     *
     * @param seed any number that whoever made the profiles does not know; the sum does not depend on it
     */
    public EdgeSum(long seed) {
        this.index = new EdgeIndex(seed);
    }

    /** Adds one edge. */
    public EdgeSum add(Edge edge) {
        int number = index.number(edge);
        reserve();
        try {
            weights[number] = Math.addExact(weights[number], edge.weight());
        } catch (ArithmeticException e) {
            throw overflow();
        }
        return this;
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
        return add(index.number(map), map.columns(), factor);
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
        return add(index.number(map), index.columns(), factor);
    }

    private EdgeSum add(int[] numbers, EdgeColumns columns, long factor) {
        reserve();
        try {
            for (int i = 0; i < columns.size; i++) {
                long weight = Math.multiplyExact(columns.weights[i], factor);
                weights[numbers[i]] = Math.addExact(weights[numbers[i]], weight);
            }
        } catch (ArithmeticException e) {
            throw overflow();
        }
        return this;
    }

    private void reserve() {
        if (weights.length < index.size()) {
            weights = Arrays.copyOf(weights, Math.max(index.size(), 2 * weights.length));
        }
    }

    static GoProfileException overflow() {
        return new GoProfileException(
                GoProfileError.OVERFLOW, "the weights of a call add up to more than fits 64 bits");
    }

    /** The sum so far, in the one form of a map. */
    public EdgeMap toMap() {
        boolean[] all = new boolean[index.size()];
        Arrays.fill(all, true);
        return index.map(weights, all);
    }
}
