package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.List;

/** Takes the edges of one map from those of another, by walking along both. */
final class EdgeDifference {
    private final EdgeMap minuend;
    private final EdgeMap subtrahend;
    private final List<Text> names = new ArrayList<>();
    private final EdgeColumns result = new EdgeColumns();

    private EdgeDifference(EdgeMap minuend, EdgeMap subtrahend) {
        this.minuend = minuend;
        this.subtrahend = subtrahend;
    }

    static EdgeMap of(EdgeMap minuend, EdgeMap subtrahend) {
        return new EdgeDifference(minuend, subtrahend).map();
    }

    private EdgeMap map() {
        int[] ofMinuend = new int[minuend.names().size()];
        int[] ofSubtrahend = new int[subtrahend.names().size()];
        numberNames(ofMinuend, ofSubtrahend);
        int a = 0;
        int b = 0;
        while (a < minuend.size() || b < subtrahend.size()) {
            int order = compare(a, ofMinuend, b, ofSubtrahend);
            long weight = difference(order <= 0 ? minuend.weight(a) : 0, order >= 0 ? subtrahend.weight(b) : 0);
            if (weight != 0 && order <= 0) {
                result.add(ofMinuend[minuend.caller(a)], ofMinuend[minuend.callee(a)], minuend.offset(a), weight);
            } else if (weight != 0) {
                result.add(
                        ofSubtrahend[subtrahend.caller(b)],
                        ofSubtrahend[subtrahend.callee(b)],
                        subtrahend.offset(b),
                        weight);
            }
            a += order <= 0 ? 1 : 0;
            b += order >= 0 ? 1 : 0;
        }
        return result.toMap(names);
    }

    /** Numbers the names of both maps in order, so that numbers compare as the names do. */
    private void numberNames(int[] ofMinuend, int[] ofSubtrahend) {
        List<Text> left = minuend.names();
        List<Text> right = subtrahend.names();
        int a = 0;
        int b = 0;
        while (a < left.size() || b < right.size()) {
            int order =
                    a == left.size() ? 1 : b == right.size() ? -1 : left.get(a).compareTo(right.get(b));
            names.add(order <= 0 ? left.get(a) : right.get(b));
            if (order <= 0) {
                ofMinuend[a++] = names.size() - 1;
            }
            if (order >= 0) {
                ofSubtrahend[b++] = names.size() - 1;
            }
        }
    }

    private int compare(int a, int[] ofMinuend, int b, int[] ofSubtrahend) {
        if (a == minuend.size() || b == subtrahend.size()) {
            return a == minuend.size() ? 1 : -1;
        }
        int byCaller = Integer.compare(ofMinuend[minuend.caller(a)], ofSubtrahend[subtrahend.caller(b)]);
        int byCallee = byCaller != 0
                ? byCaller
                : Integer.compare(ofMinuend[minuend.callee(a)], ofSubtrahend[subtrahend.callee(b)]);
        return byCallee != 0 ? byCallee : Long.compare(minuend.offset(a), subtrahend.offset(b));
    }

    private static long difference(long weight, long subtracted) {
        try {
            return Math.subtractExact(weight, subtracted);
        } catch (ArithmeticException e) {
            throw new GoProfileException(
                    GoProfileError.OVERFLOW, "the weights of a call differ by more than fits 64 bits");
        }
    }
}
