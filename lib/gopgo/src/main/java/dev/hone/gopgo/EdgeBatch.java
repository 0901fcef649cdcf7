package dev.hone.gopgo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Holds many edge maps so that they can be added up again and again, each time with other factors: for decay, which changes every
 * day, or for the noise of a sample.
 *
 * <p>Each map is looked up once, when it is added; what is kept is a number and a weight for each of its edges. Adding is for
 * one thread; when it is over, any number of threads can ask for sums.
 */
/*
 * A sum reads eight bytes an edge from one end to the other, and adds to a table of all different edges, which is small
 * enough to stay in the processor's cache. That is as little as there is to do: memory, or the addition itself, is the limit.
 */
public final class EdgeBatch {
    private final EdgeIndex index;
    private final List<Held> maps = new ArrayList<>();

    /** One map: the numbers of its edges, and their weights, in half the room if they all fit. */
    private static final class Held {
        private final int[] edges;
        private final int[] weights;
        private final long[] largeWeights;

        Held(int[] numbers, EdgeColumns columns) {
            this.edges = Arrays.copyOf(numbers, columns.size);
            long[] all = Arrays.copyOf(columns.weights, columns.size);
            boolean small = Arrays.stream(all).allMatch(weight -> weight == (int) weight);
            this.weights =
                    small ? Arrays.stream(all).mapToInt(weight -> (int) weight).toArray() : new int[0];
            this.largeWeights = small ? new long[0] : all;
        }

        void addTo(long[] sums, boolean[] present, long factor) {
            for (int i = 0; i < weights.length; i++) {
                int edge = edges[i];
                sums[edge] = Math.addExact(sums[edge], Math.multiplyExact(weights[i], factor));
                present[edge] = true;
            }
            for (int i = 0; i < largeWeights.length; i++) {
                int edge = edges[i];
                sums[edge] = Math.addExact(sums[edge], Math.multiplyExact(largeWeights[i], factor));
                present[edge] = true;
            }
        }
    }

    /**
     * A batch without maps yet.
     *
     * @param seed any number that whoever made the profiles does not know; no sum depends on it
     */
    public EdgeBatch(long seed) {
        this.index = new EdgeIndex(seed);
    }

    /** Adds a map, and gives back its place, the first being 0. */
    public int add(EdgeMap map) {
        return hold(new Held(index.number(map), map.columns()));
    }

    /**
     * Adds a stored map, and gives back its place.
     *
     * @throws GoProfileException when it is damaged, which leaves the batch as it was
     */
    public int add(StoredEdges map) {
        int[] numbers = index.number(map);
        return hold(new Held(numbers, index.columns()));
    }

    private int hold(Held map) {
        maps.add(map);
        return maps.size() - 1;
    }

    /** How many maps there are. */
    public int size() {
        return maps.size();
    }

    /**
     * The sum of the maps, each with its weights multiplied: what {@link EdgeSum#add(EdgeMap, long)} comes to.
     *
     * @param factors the factor of the map in each place; one with 0 is left out
     * @throws GoProfileException when a sum does not fit 64 bits
     */
    public EdgeMap sum(IntToLongFunction factors) {
        long[] sums = new long[index.size()];
        boolean[] present = new boolean[index.size()];
        try {
            IntStream.range(0, maps.size())
                    .filter(place -> factors.applyAsLong(place) != 0)
                    .forEach(place -> maps.get(place).addTo(sums, present, factors.applyAsLong(place)));
        } catch (ArithmeticException e) {
            throw EdgeSum.overflow();
        }
        return index.map(sums, present);
    }
}
