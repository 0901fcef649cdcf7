package dev.hone.pgo;

import dev.hone.profile.Profile;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.Set;

/** Which of the profiles that a build can use are taken in at a door. */
public enum Accepted {
    /** All of them. */
    ANY,
    /** What Go's CPU profiler writes, and nothing else: that is what pgo-fleet's collector takes. */
    GO_CPU;

    private static final ValueType COUNT = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));

    void require(Profile profile) {
        boolean taken = this == ANY
                || (CPU.equals(profile.header().periodType())
                        && profile.sampleTypes().size() == 2
                        && profile.sampleTypes().containsAll(Set.of(COUNT, CPU)));
        if (!taken) {
            throw new PgoException(
                    PgoError.REFUSED_PROFILE,
                    "it is not what Go's CPU profiler writes: samples/count and cpu/nanoseconds, and a period in "
                            + "cpu/nanoseconds");
        }
    }
}
