package dev.hone.bench;

import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes edge maps as a fleet would send them: each is a sample of one program's calls, of a size of its own, and the program
 * changes a little as time goes by.
 */
final class FleetMaps {
    private static final long START_LINE = 1 << 20;
    private static final ValueType SAMPLES = new ValueType(Text.of("samples"), Text.of("count"));
    /** Of a thousand calls, how many move to another line with each release. */
    private static final int MOVED = 20;

    private static final int MAPS_PER_RELEASE = 500;

    private final List<Edge> calls;
    private final long[] cumulative;
    private final Random random;

    /**
     * Maps of a program.
     *
     * @param program its calls, with their weights
     * @param copies how often its packages stand in it, under other names: to make a larger one
     */
    FleetMaps(EdgeMap program, int copies, long seed) {
        this.random = new Random(seed);
        this.calls = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            for (int i = 0; i < program.size(); i++) {
                Edge edge = program.edge(i);
                long weight = Math.max(1, edge.weight() * copies / (copy + 1));
                calls.add(new Edge(renamed(edge.caller(), copy), renamed(edge.callee(), copy), edge.offset(), weight));
            }
        }
        this.cumulative = new long[calls.size()];
        long sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += calls.get(i).weight();
            cumulative[i] = sum;
        }
    }

    private static Text renamed(Text name, int copy) {
        return copy == 0 ? name : Text.of("example.com/part" + copy + "/" + name);
    }

    List<EdgeMap> next(int count) {
        List<EdgeMap> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % MAPS_PER_RELEASE == MAPS_PER_RELEASE - 1) {
                release();
            }
            maps.add(next());
        }
        return maps;
    }

    private void release() {
        for (int i = 0; i < calls.size(); i++) {
            if (random.nextInt(1000) < MOVED) {
                Edge moved = calls.get(i);
                calls.set(i, new Edge(moved.caller(), moved.callee(), moved.offset() + 1, moved.weight()));
            }
        }
    }

    private EdgeMap next() {
        long[] weights = new long[calls.size()];
        int samples = 500 << random.nextInt(6);
        for (int i = 0; i < samples; i++) {
            long at = random.nextLong(cumulative[cumulative.length - 1]);
            int found = Arrays.binarySearch(cumulative, at + 1);
            weights[found < 0 ? -found - 1 : found]++;
        }
        return ProfileEdges.of(profile(weights), GoRelease.GO_1_26);
    }

    private Profile profile(long[] weights) {
        ProfileBuilder builder = new ProfileBuilder();
        Map<Text, Integer> functions = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                Edge call = calls.get(i);
                int caller = functions.computeIfAbsent(call.caller(), name -> builder.function(name, START_LINE));
                int callee = functions.computeIfAbsent(call.callee(), name -> builder.function(name, START_LINE));
                builder.sample(
                        builder.location(callee, START_LINE),
                        builder.location(caller, START_LINE + call.offset()),
                        weights[i]);
            }
        }
        return builder.build(List.of(SAMPLES), SAMPLES, 1);
    }
}
