package dev.hone.gopgo;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Makes maps with the same calls and other weights, all in proportion: so that a profile that only grew is published as
 * the same bytes.
 */
/*
 * Every weight is multiplied by the same fraction and rounded to the nearest whole number, halves up, in arithmetic that
 * does not overflow. So order is kept: of two weights the lighter one never becomes the heavier. Where the fraction is 1 or
 * more, equal ones alone become equal. Where it is less, different ones may, and the line between hot and cold may move
 * by a call in any case. Whoever cares compares the digests of decisions, as published() does.
 */
public final class EdgeScale {
    /** The sum of weights that is published if it is enough. */
    public static final long USUAL_TOTAL = 10_000_000;

    private static final long STEP = 1_000;
    private static final int STEPS = 4;

    private EdgeScale() {}

    /**
     * The form to publish: weights that add up to about {@link #USUAL_TOTAL}, or a thousand times that, and so on, until the
     * compiler decides by them as by the map. Maps that differ by a factor alone have the same form.
     *
     * @param map without negative weights; calls without weight are left out
     */
    public static EdgeMap published(EdgeMap map) {
        EdgeMap smallest = dividedByCommonFactor(positive(map));
        if (smallest.size() == 0) {
            return EdgeMap.EMPTY;
        }
        String decisions = Digests.of(smallest).decisions();
        long total = USUAL_TOTAL;
        for (int step = 0; step < STEPS; step++) {
            EdgeMap scaled = toTotal(smallest, total);
            if (Digests.of(scaled).decisions().equals(decisions)) {
                return scaled;
            }
            total *= STEP;
        }
        return smallest;
    }

    /**
     * Weights that add up to a total, but for rounding. What has any weight keeps at least 1.
     *
     * @param map without negative weights
     * @param total 1 to 2^61
     */
    public static EdgeMap toTotal(EdgeMap map, long total) {
        if (total < 1 || total > 1L << 61) {
            throw new IllegalArgumentException("maps are scaled to a total of 1 to 2^61, not " + total);
        }
        BigInteger sum = BigInteger.valueOf(sum(map));
        BigInteger twice = sum.shiftLeft(1);
        return withWeights(
                map,
                weight -> weight.signum() == 0
                        ? weight
                        : weight.shiftLeft(1)
                                .multiply(BigInteger.valueOf(total))
                                .add(sum)
                                .divide(twice)
                                .max(BigInteger.ONE));
    }

    /**
     * Weights counted in units, to the nearest whole number. What weighs less than half of one is left out.
     *
     * @param map without negative weights
     * @param unit 1 or more
     */
    public static EdgeMap inUnits(EdgeMap map, long unit) {
        if (unit < 1) {
            throw new IllegalArgumentException("a unit is 1 or more, not " + unit);
        }
        sum(map);
        BigInteger divisor = BigInteger.valueOf(unit).shiftLeft(1);
        BigInteger half = BigInteger.valueOf(unit);
        return positive(withWeights(map, weight -> weight.shiftLeft(1).add(half).divide(divisor)));
    }

    private static long sum(EdgeMap map) {
        return Arrays.stream(SoundWeights.of(map)).sum();
    }

    private static EdgeMap dividedByCommonFactor(EdgeMap map) {
        BigInteger common = BigInteger.ZERO;
        for (int edge = 0; edge < map.size() && !common.equals(BigInteger.ONE); edge++) {
            common = common.gcd(BigInteger.valueOf(map.weight(edge)));
        }
        BigInteger divisor = common;
        return withWeights(map, weight -> weight.divide(divisor));
    }

    private static EdgeMap withWeights(EdgeMap map, UnaryOperator<BigInteger> scale) {
        EdgeColumns columns = map.columns();
        long[] weights = new long[map.size()];
        for (int edge = 0; edge < weights.length; edge++) {
            weights[edge] = scale.apply(BigInteger.valueOf(map.weight(edge))).longValueExact();
        }
        return new EdgeMap(map.names(), columns.callers, columns.callees, columns.offsets, weights);
    }

    private static EdgeMap positive(EdgeMap map) {
        SoundWeights.of(map);
        EdgeColumns columns = new EdgeColumns();
        for (int edge = 0; edge < map.size(); edge++) {
            if (map.weight(edge) > 0) {
                columns.add(map.caller(edge), map.callee(edge), map.offset(edge), map.weight(edge));
            }
        }
        return columns.size == map.size() ? map : columns.toMap(map.names());
    }
}
