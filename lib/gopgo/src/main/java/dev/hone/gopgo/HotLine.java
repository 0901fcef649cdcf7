package dev.hone.gopgo;

import java.util.OptionalLong;

/** Where the line between hot and cold edges runs, and how far each edge is from it. */
/*
 * An edge is hot unless the edges before it are over the line already (HotEdges). With more weight it moves forward and
 * the total grows, so it can only become hot; with less, only cold. So the weight at which it changes sides is found by
 * halving an interval; what stands before it at a weight is a look into sums made once. Weights are held to SoundWeights.
 */
final class HotLine {
    private final long[] weights;
    private final int[] order;
    private final double line;
    private final int count;
    private final long[] sums;
    private final int[] ranks;

    private HotLine(long[] weights, int[] order, double line) {
        this.weights = weights;
        this.order = order;
        this.line = line;
        this.sums = new long[order.length + 1];
        this.ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            sums[rank + 1] = sums[rank] + weights[order[rank]];
            ranks[order[rank]] = rank;
        }
        int hot = 0;
        while (hot < order.length && !HotEdges.isOver(sums[hot], (double) total(), line)) {
            hot++;
        }
        this.count = hot;
    }

    /** The line among edges with these weights, which are sound. */
    static HotLine of(long[] weights, double line) {
        return new HotLine(weights, WeightOrder.of(weights), line);
    }

    /**
     * The line that separates these edges.
     *
     * @throws GoProfileException when a weight is negative or the sum is too large
     */
    static HotLine of(HotEdges edges) {
        return of(SoundWeights.of(edges.map()), edges.line());
    }

    /** How many edges are hot. */
    int count() {
        return count;
    }

    /** The weight of the lightest hot edge; 0 when there are no edges. */
    long weight() {
        return count == 0 ? 0 : weights[order[count - 1]];
    }

    /** How many edges weigh just as much as the lightest hot one. */
    int ties() {
        return count == 0 ? 0 : firstBelow(weight()) - firstBelow(weight() + 1);
    }

    /** How many of the {@link #ties} are hot. They come first by name, which is all that sets them apart. */
    int hotTies() {
        return count == 0 ? 0 : count - firstBelow(weight() + 1);
    }

    /** The sum of the weights of the edges before a rank. */
    long sumBefore(int rank) {
        return sums[rank];
    }

    long total() {
        return sums[order.length];
    }

    /** The rank of an edge of the map. */
    int rank(int edge) {
        return ranks[edge];
    }

    boolean isHot(int edge) {
        return ranks[edge] < count;
    }

    /**
     * The nearest weight at which the edge at a rank would be on the other side of the line, if all others stay as they
     * are; empty when it is hot at any weight.
     */
    OptionalLong flipsAt(int rank) {
        int edge = order[rank];
        long weight = weights[edge];
        boolean hot = rank < count;
        if (hot && (weight <= 1 || isHotAt(edge, 1))) {
            return OptionalLong.empty();
        }
        long cold = hot ? 1 : weight;
        long warm = hot ? weight : weights[order[0]] + 1;
        while (warm - cold > 1) {
            long middle = cold + (warm - cold) / 2;
            if (isHotAt(edge, middle)) {
                warm = middle;
            } else {
                cold = middle;
            }
        }
        return OptionalLong.of(hot ? cold : warm);
    }

    /** Whether an edge would be hot if it had this weight. */
    boolean isHotAt(int edge, long weight) {
        int position = positionAt(edge, weight);
        long own = weights[edge];
        long before = sums[position] - (ranks[edge] < position ? own : 0);
        return !HotEdges.isOver(before, (double) (total() - own + weight), line);
    }

    /** The first rank whose edge would come behind this one, if this one had another weight. */
    private int positionAt(int edge, long weight) {
        int low = firstBelow(weight + 1);
        int high = firstBelow(weight);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order[middle] < edge) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first rank with less weight. */
    private int firstBelow(long weight) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (weights[order[middle]] >= weight) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
