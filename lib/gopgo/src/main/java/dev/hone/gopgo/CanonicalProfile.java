package dev.hone.gopgo;

import dev.hone.profile.Profile;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The smallest profile of which the Go compiler makes the same: one sample for each edge, and nothing else. */
/*
 * A sample's stack is the callee, then the call. Functions are said to start on a line far down, so that offsets before
 * the start stay positive. Callees and calls never share a location, and each location has an address of its own: or
 * a function that calls itself would be one node, and its edge would vanish. Edges come heaviest first, so equal maps
 * give equal profiles. There is a second column of CPU time for tools that ask for one.
 *
 * Edges without weight cannot be written: a sample of value 0 leaves no trace in the compiler's eyes either. Negative
 * ones are refused.
 */
public final class CanonicalProfile {
    private static final long START_LINE = 1 << 20;
    private static final long USUAL_PERIOD = 10_000_000;
    private static final ValueType SAMPLES = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));

    /** A line of a function, by the function's index. */
    private record Call(int function, long offset) {}

    private final EdgeMap map;
    private final ProfileBuilder builder = new ProfileBuilder();
    private final int[] functions;
    private final int[] leaves;
    private final Map<Call, Integer> calls = new HashMap<>();

    private CanonicalProfile(EdgeMap map) {
        this.map = map;
        this.functions = new int[map.names().size()];
        this.leaves = new int[functions.length];
    }

    /** The profile of these edges. */
    public static Profile of(EdgeMap map) {
        return new CanonicalProfile(map).profile();
    }

    private Profile profile() {
        long period = period();
        for (int edge : map.byWeight()) {
            long weight = map.weight(edge);
            if (weight < 0) {
                throw new GoProfileException(
                        GoProfileError.NEGATIVE, "a call of " + map.edge(edge).callee() + " has a negative weight");
            }
            if (weight > 0) {
                int leaf = leaf(map.callee(edge));
                builder.sample(leaf, call(map.caller(edge), map.offset(edge)), weight, weight * period);
            }
        }
        return builder.build(List.of(SAMPLES, CPU), CPU, period);
    }

    /** Ten milliseconds, as Go samples, unless the second column would not fit 64 bits then. */
    private long period() {
        int[] order = map.byWeight();
        boolean fits = order.length == 0 || map.weight(order[0]) <= Long.MAX_VALUE / USUAL_PERIOD;
        return fits ? USUAL_PERIOD : 1;
    }

    private int function(int name) {
        if (functions[name] == 0) {
            functions[name] = builder.function(map.names().get(name), START_LINE) + 1;
        }
        return functions[name] - 1;
    }

    private int leaf(int name) {
        if (leaves[name] == 0) {
            leaves[name] = builder.location(function(name), START_LINE) + 1;
        }
        return leaves[name] - 1;
    }

    private int call(int name, long offset) {
        return calls.computeIfAbsent(
                new Call(function(name), offset), added -> builder.location(added.function(), START_LINE + offset));
    }
}
