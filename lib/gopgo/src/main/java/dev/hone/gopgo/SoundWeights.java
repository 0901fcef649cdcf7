package dev.hone.gopgo;

/** Holds weights to what can be judged: none negative, and a sum that leaves room for another like it. */
final class SoundWeights {
    /** The largest sum: two such can still be added. */
    static final long MOST = Long.MAX_VALUE / 2;

    private SoundWeights() {}

    /** The weights of a map by edge, if they are sound. */
    static long[] of(EdgeMap map) {
        long[] weights = new long[map.size()];
        long total = 0;
        for (int edge = 0; edge < weights.length; edge++) {
            long weight = map.weight(edge);
            weights[edge] = weight;
            if (weight < 0) {
                throw new GoProfileException(
                        GoProfileError.NEGATIVE,
                        "the call of " + map.edge(edge).callee()
                                + " has a negative weight; is it the difference of two "
                                + "profiles? take the profile itself");
            }
            if (weight > MOST - total) {
                throw new GoProfileException(
                        GoProfileError.OVERFLOW,
                        "its weights add up to more than can be calculated with; scale it down");
            }
            total += weight;
        }
        return weights;
    }
}
