package dev.hone.gopgo;

import dev.hone.profile.Profile;
import dev.hone.profile.Samples;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values of a profile that Go takes for its weights.
 *
 * @param index of the value column
 * @param unit what one sample weighs: 1, or the period in nanoseconds
 * @param isSaid whether the profile says that it measures CPU time
 */
public record CpuColumn(int index, long unit, boolean isSaid) {
    private static final ValueType SAMPLES = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));
    private static final Text CPU_WORD = Text.of("cpu");
    private static final long USUAL_PERIOD = 10_000_000;
    private static final Set<String> OTHER_TIMES = Set.of("wall", "time", "wallclock", "walltime", "delay");

    /** The column, if the profile is a CPU profile or may be one. */
    public static Optional<CpuColumn> of(Profile profile) {
        List<ValueType> types = profile.sampleTypes();
        boolean isSaid = profile.header().periodType().type().equals(CPU_WORD)
                || types.stream().anyMatch(type -> type.type().equals(CPU_WORD));
        boolean isOther =
                types.stream().anyMatch(type -> OTHER_TIMES.contains(type.type().toString()));
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).equals(CPU)) {
                long period = profile.header().period();
                return Optional.of(new CpuColumn(i, period > 0 ? period : USUAL_PERIOD, true));
            } else if (types.get(i).equals(SAMPLES)) {
                return isOther && !isSaid ? Optional.empty() : Optional.of(new CpuColumn(i, 1, isSaid));
            }
        }
        return Optional.empty();
    }

    /** Says what a profile is that has no such column, and what to take instead. */
    public static String refusal(Profile profile) {
        Set<String> types = profile.sampleTypes().stream()
                .map(type -> type.type().toString())
                .collect(Collectors.toSet());
        String what = "it measures " + profile.sampleTypes();
        if (types.contains("inuse_space") || types.contains("alloc_space") || types.contains("space")) {
            what = "it is a heap profile: it measures memory, not time";
        } else if (types.contains("contentions") || types.contains("delay")) {
            what = "it is a " + (isMutex(profile) ? "mutex" : "block") + " profile: it measures waiting, not work";
        } else if (types.contains("goroutine") || types.contains("goroutines")) {
            what = "it is a goroutine profile: it counts goroutines, not time";
        } else if (types.contains("threadcreate")) {
            what = "it is a threadcreate profile: it counts threads, not time";
        } else if (types.stream().anyMatch(OTHER_TIMES::contains)) {
            what = "it is a wall-clock profile: it measures waiting as much as work";
        } else if (types.isEmpty()) {
            what = "it does not say what it measures";
        }
        return what + "; builds need a CPU profile: fetch /debug/pprof/profile?seconds=30";
    }

    /** Both kinds have the same types. In a mutex profile the leaf is who unlocks. */
    private static boolean isMutex(Profile profile) {
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.size(); sample++) {
            int location = samples.depth(sample) == 0 ? -1 : samples.location(sample, 0);
            int function = location < 0 || profile.locations().lineCount(location) == 0
                    ? -1
                    : profile.locations().function(location, 0);
            if (function >= 0 && profile.functions().name(function).toString().matches(".*[uU]nlock")) {
                return true;
            }
        }
        return false;
    }
}
