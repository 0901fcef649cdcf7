package dev.hone.pgo;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.List;
import java.util.Random;

/** Profiles of a made-up program: 30 functions that call each other, some often and some seldom. */
final class Samples {
    private static final ValueType COUNT = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));
    private static final long PERIOD = 10_000_000;
    private static final int FUNCTIONS = 30;

    private Samples() {}

    /** A profile of so many samples, stored; the same seed gives the same bytes. */
    static byte[] profile(long seed, int samples) {
        return profile(seed, samples, "main.f");
    }

    static byte[] profile(long seed, int samples, String names) {
        ProfileBuilder builder = new ProfileBuilder();
        int[] functions = new int[FUNCTIONS];
        for (int i = 0; i < FUNCTIONS; i++) {
            functions[i] = builder.function(Text.of(names + i), 10L * i + 1);
        }
        Random random = new Random(seed);
        for (int i = 0; i < samples; i++) {
            int caller = (int) (FUNCTIONS * Math.pow(random.nextDouble(), 3));
            int callee = (int) (FUNCTIONS * random.nextDouble());
            int call = builder.location(functions[caller], 10L * caller + 1 + callee % 7);
            int leaf = builder.location(functions[callee], 10L * callee + 3);
            builder.sample(leaf, call, 1, PERIOD);
        }
        return Pprof.write(builder.build(List.of(COUNT, CPU), CPU, PERIOD));
    }
}
