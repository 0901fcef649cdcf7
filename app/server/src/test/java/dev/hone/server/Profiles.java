package dev.hone.server;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.List;
import java.util.Random;

/** Profiles of a made-up program whose functions call each other, some often and some seldom. */
final class Profiles {
    static final ValueType COUNT = new ValueType(Text.of("samples"), Text.of("count"));
    static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));
    private static final long PERIOD = 10_000_000;
    private static final int FUNCTIONS = 30;

    private Profiles() {}

    /** One of 4,000 samples; the same seed gives the same bytes. */
    static byte[] cpu(long seed) {
        return of(seed, 4_000, true, COUNT, CPU);
    }

    static byte[] cpuWithoutStartLines(long seed) {
        return of(seed, 4_000, false, COUNT, CPU);
    }

    /** One with two sample types, the second of which is the period's too. */
    static byte[] of(long seed, int samples, boolean startLines, ValueType first, ValueType second) {
        ProfileBuilder builder = new ProfileBuilder();
        int[] functions = new int[FUNCTIONS];
        for (int i = 0; i < FUNCTIONS; i++) {
            functions[i] = builder.function(Text.of("main.f" + i), startLines ? 10L * i + 1 : 0);
        }
        Random random = new Random(seed);
        for (int i = 0; i < samples; i++) {
            int rank = (int) (FUNCTIONS * Math.pow(random.nextDouble(), 3));
            int caller = (int) ((rank + 5 * seed) % FUNCTIONS); // each seed is another workload
            int callee = (int) (FUNCTIONS * random.nextDouble());
            int call = builder.location(functions[caller], 10L * caller + 1 + callee % 7);
            int leaf = builder.location(functions[callee], 10L * callee + 3);
            builder.sample(leaf, call, 1, PERIOD);
        }
        return Pprof.write(builder.build(List.of(first, second), second, PERIOD));
    }

    /** One of a single call with these values, from a function to another. */
    static byte[] call(String caller, String callee, long count, long nanoseconds) {
        ProfileBuilder builder = new ProfileBuilder();
        int from = builder.location(builder.function(Text.of(caller), 1), 3);
        int to = builder.location(builder.function(Text.of(callee), 10), 12);
        builder.sample(to, from, count, nanoseconds);
        return Pprof.write(builder.build(List.of(COUNT, CPU), CPU, PERIOD));
    }
}
