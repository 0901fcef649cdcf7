package dev.hone.gopgo;

import java.util.Arrays;

/**
 * Keeps the decisions of a published profile where a new one differs by chance or by little, and follows it elsewhere.
 *
 * <p>A call keeps the weight it was published with unless the new weight differs by more than chance explains, and by more than a
 * quarter. So a call that was never published stays unpublished until it was seen clearly more often than could have been
 * missed, and the order of callees at a call site changes only when one of them really changed, hot or cold.
 */
/*
 * Guaranteed: the published map comes back when nothing changed so, and whenever the decisions are equal. All weights of
 * the result are within a quarter, or within chance, of the new profile's.
 *
 * New shares are compared after they were divided by the ratio that most of the common weight has: when a program does
 * something new, everything else has a smaller share and did not change. Chance: in samples, x of n before and y of m
 * now are of one rate when x is within four standard deviations and one sample of its part of x + y.
 *
 * When some weights were replaced, the total is another one, and so the line between hot and cold would move for calls
 * that did not change. It is put where the fewest change sides, between 98.5 % and 99.5 % of the weight: what was cold
 * becomes hot at the latest when it is within the first, what was hot becomes cold at the latest when it is beyond the
 * second. The compiler draws at 99 %, so the line is moved by stretching or shrinking what hot calls weigh more than
 * the lightest of them. That keeps every order and every tie, and decisions hang on nothing else (Digests).
 */
public final class Steadiness {
    private static final double DEVIATIONS = 4;
    private static final double LITTLE = 0.25;
    private static final double ENTERS = 98.5;
    private static final double LEAVES = 99.5;
    private static final double TOO_FAR = 0.5;
    private static final int FINE = 50;

    private final EdgePairs pairs;
    private final double samplesBefore;
    private final double samplesAfter;
    private final double ratio;

    private Steadiness(EdgePairs pairs, long samplesBefore, long samplesAfter) {
        this.pairs = pairs;
        this.samplesBefore = Math.max(1, samplesBefore);
        this.samplesAfter = Math.max(1, samplesAfter);
        this.ratio = ratio();
    }

    /**
     * What to publish after a published map: that map itself when it still says what the new one says.
     *
     * @param published as {@link EdgeScale#published} made it
     * @param samplesBefore how many samples it is worth
     * @param candidate in weights of any unit
     * @param samplesAfter how many samples that is worth
     * @throws GoProfileException when a weight is negative or a sum is too large
     */
    public static EdgeMap steady(EdgeMap published, long samplesBefore, EdgeMap candidate, long samplesAfter) {
        EdgeMap fresh = EdgeScale.published(candidate);
        SoundWeights.of(published);
        String decisions = Digests.of(published).decisions();
        if (Digests.of(fresh).decisions().equals(decisions)) {
            return published;
        }
        EdgePairs pairs = EdgePairs.of(published, fresh);
        if (Likeness.overlap(pairs.before().weights(), pairs.after().weights()) < TOO_FAR) {
            return fresh;
        }
        EdgeMap steadied = EdgeScale.published(new Steadiness(pairs, samplesBefore, samplesAfter).steadied());
        return Digests.of(steadied).decisions().equals(decisions) ? published : steadied;
    }

    /** By what new shares are to be divided: the median of new over old share, by the weight in common. */
    private double ratio() {
        Integer[] common = new Integer[pairs.size()];
        Arrays.setAll(common, pair -> pair);
        Arrays.sort(common, (a, b) -> Double.compare(ratio(a), ratio(b)));
        double all = 0;
        for (int pair : common) {
            all += common(pair);
        }
        double sum = 0;
        for (int pair : common) {
            sum += common(pair);
            if (2 * sum >= all) {
                return ratio(pair);
            }
        }
        return 1;
    }

    private double ratio(int pair) {
        return pairs.after().share(pair) / pairs.before().share(pair);
    }

    private double common(int pair) {
        return Math.min(pairs.before().share(pair), pairs.after().share(pair));
    }

    private EdgeMap steadied() {
        long total = pairs.before().total();
        int shift = Math.max(0, FINE - (Long.SIZE - Long.numberOfLeadingZeros(total)));
        double scale = StrictMath.scalb((double) total, shift) / ratio;
        long[] weights = new long[pairs.size()];
        for (int pair = 0; pair < weights.length; pair++) {
            weights[pair] = isSteady(pair)
                    ? pairs.before().weight(pair) << shift
                    : Math.round(pairs.after().share(pair) * scale);
        }
        return map(withLineInPlace(weights));
    }

    private boolean isSteady(int pair) {
        double before = pairs.before().share(pair);
        double after = pairs.after().share(pair) / ratio;
        if (Math.abs(before - after) <= LITTLE * Math.max(before, after)) {
            return true;
        }
        double x = before * samplesBefore;
        double y = pairs.after().share(pair) * samplesAfter;
        double part = samplesBefore / (samplesBefore + samplesAfter * ratio);
        double deviation = Math.sqrt((x + y) * part * (1 - part));
        return Math.abs(x - (x + y) * part) <= DEVIATIONS * deviation + 1;
    }

    private long[] withLineInPlace(long[] weights) {
        HotLine natural = HotLine.of(weights, HotEdges.USUAL_LINE);
        int[] order = WeightOrder.of(weights);
        int hot = hot(weights, order, natural.count());
        if (hot == natural.count() || hot == 0 || hot == weights.length) {
            return weights;
        }
        long[] moved = stretched(weights, order, hot);
        boolean works = HotLine.of(moved, HotEdges.USUAL_LINE).count() == hot && isSameOrder(weights, moved, order);
        return works ? moved : weights;
    }

    /** How many are to be hot: as many as change the fewest, and of those as near to the usual as can be. */
    private int hot(long[] weights, int[] order, int usual) {
        int least = HotLine.of(weights, ENTERS).count();
        int most = HotLine.of(weights, LEAVES).count();
        int best = usual;
        int changed = 0;
        int fewest = Integer.MAX_VALUE;
        for (int hot = least; hot <= most; hot++) {
            boolean fewer = changed < fewest || (changed == fewest && Math.abs(hot - usual) < Math.abs(best - usual));
            best = fewer ? hot : best;
            fewest = Math.min(fewest, changed);
            if (hot < order.length && weights[order[hot]] > 0) {
                changed += pairs.before().isHot(order[hot]) ? -1 : 1;
            }
        }
        return best;
    }

    /** The weights with the line behind so many: what the hot ones weigh more than the lightest of them is stretched. */
    private static long[] stretched(long[] weights, int[] order, int hot) {
        long lightest = weights[order[hot - 1]];
        double above = 0;
        double cold = 0;
        for (int rank = 0; rank < order.length; rank++) {
            above += rank < hot ? weights[order[rank]] - lightest : 0;
            cold += rank < hot ? 0 : weights[order[rank]];
        }
        double line = HotEdges.USUAL_LINE / (100 - HotEdges.USUAL_LINE);
        double wanted = line * cold + (line + 1) / 2 * lightest - (double) hot * lightest;
        if (wanted <= 0 || above <= 0) {
            return weights;
        }
        long[] moved = weights.clone();
        for (int rank = 0; rank < hot; rank++) {
            moved[order[rank]] = lightest + Math.round((weights[order[rank]] - lightest) * (wanted / above));
        }
        return moved;
    }

    private static boolean isSameOrder(long[] weights, long[] moved, int[] order) {
        for (int rank = 1; rank < order.length; rank++) {
            int before = Long.compare(weights[order[rank - 1]], weights[order[rank]]);
            if (before != Long.compare(moved[order[rank - 1]], moved[order[rank]])) {
                return false;
            }
        }
        return true;
    }

    private EdgeMap map(long[] weights) {
        EdgeColumns columns = new EdgeColumns();
        for (int pair = 0; pair < weights.length; pair++) {
            if (weights[pair] > 0) {
                columns.add(pairs.caller(pair), pairs.callee(pair), pairs.offset(pair), weights[pair]);
            }
        }
        return columns.toMap(pairs.names());
    }
}
