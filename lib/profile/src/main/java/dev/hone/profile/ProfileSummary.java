package dev.hone.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a profile is, in a few figures: the answer to "what have I got here?".
 *
 * @param kind what was measured, in a word or two
 * @param types each value column with its total
 * @param coresBusy how many cores were busy on average; null but for CPU profiles that say how long they took
 * @param stacks how deep the stacks are
 * @param startLines the share of functions that say on which line they start, which profile-guided builds need; 0 to 1
 * @param go the Go program behind it; null when it is none
 * @param labels the tags of its samples, by key
 */
public record ProfileSummary(
        String kind,
        List<TypeTotal> types,
        int samples,
        @Nullable Double coresBusy,
        Stacks stacks,
        double startLines,
        @Nullable GoBuild go,
        List<LabelKey> labels) {
    private static final Text CPU = Text.of("cpu");
    private static final Text NANOSECONDS = Text.of("nanoseconds");

    public ProfileSummary {
        types = List.copyOf(types);
        labels = List.copyOf(labels);
    }

    /** A value column and the sum of its values. */
    public record TypeTotal(ValueType type, long total) {}

    /** The number of frames of a stack, inlined ones included. */
    public record Stacks(double averageDepth, int deepest) {}

    /** A label key, how many samples carry it, and how many different values it has. */
    public record LabelKey(Text key, int samples, int values) {}

    /** Sums up a profile that passed {@link Check#PPROF}. */
    public static ProfileSummary of(Profile profile) {
        List<TypeTotal> types = totals(profile);
        return new ProfileSummary(
                kind(profile),
                types,
                profile.samples().size(),
                coresBusy(profile, types),
                stacks(profile),
                startLines(profile.functions()),
                GoBuild.of(profile).orElse(null),
                labels(profile.samples()));
    }

    private static List<TypeTotal> totals(Profile profile) {
        List<TypeTotal> totals = new ArrayList<>();
        Samples samples = profile.samples();
        for (int type = 0; type < profile.sampleTypes().size(); type++) {
            long total = 0;
            for (int i = 0; i < samples.size(); i++) {
                total = Sums.add(total, samples.value(i, type));
            }
            totals.add(new TypeTotal(profile.sampleTypes().get(type), total));
        }
        return totals;
    }

    private static String kind(Profile profile) {
        Set<String> types = new HashSet<>();
        profile.sampleTypes().forEach(type -> types.add(type.type().toString()));
        if (types.contains("cpu")) {
            return "CPU";
        } else if (types.contains("inuse_space") || types.contains("alloc_space") || types.contains("space")) {
            return "heap";
        } else if (types.contains("contentions") || types.contains("delay")) {
            return "contention";
        } else if (types.contains("goroutine") || types.contains("goroutines")) {
            return "goroutine";
        } else if (types.contains("wall") || types.contains("time")) {
            return "wall clock";
        }
        return profile.sampleTypes().isEmpty()
                ? "empty"
                : profile.sampleTypes().getLast().type().toString();
    }

    private static @Nullable Double coresBusy(Profile profile, List<TypeTotal> types) {
        long duration = profile.header().durationNanos();
        for (TypeTotal total : types) {
            if (total.type.type().equals(CPU) && total.type.unit().equals(NANOSECONDS) && duration > 0) {
                return (double) total.total / duration;
            }
        }
        return null;
    }

    private static Stacks stacks(Profile profile) {
        Samples samples = profile.samples();
        Locations locations = profile.locations();
        long frames = 0;
        int deepest = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            int depth = 0;
            for (int frame = 0; frame < samples.depth(sample); frame++) {
                depth += Math.max(1, locations.lineCount(samples.location(sample, frame)));
            }
            frames += depth;
            deepest = Math.max(deepest, depth);
        }
        return new Stacks(samples.size() == 0 ? 0 : (double) frames / samples.size(), deepest);
    }

    private static double startLines(Functions functions) {
        int with = 0;
        for (int i = 0; i < functions.size(); i++) {
            with += functions.startLine(i) != 0 ? 1 : 0;
        }
        return functions.size() == 0 ? 0 : (double) with / functions.size();
    }

    private static List<LabelKey> labels(Samples samples) {
        Map<Text, Set<Label>> values = new HashMap<>();
        Map<Text, Integer> carriers = new HashMap<>();
        Set<Text> keysOfSample = new HashSet<>();
        for (int sample = 0; sample < samples.size(); sample++) {
            keysOfSample.clear();
            for (int i = 0; i < samples.labelCount(sample); i++) {
                Label label = samples.label(sample, i);
                values.computeIfAbsent(label.key(), key -> new HashSet<>()).add(label);
                if (keysOfSample.add(label.key())) {
                    carriers.merge(label.key(), 1, Integer::sum);
                }
            }
        }
        return values.entrySet().stream()
                .map(entry -> new LabelKey(
                        entry.getKey(),
                        carriers.getOrDefault(entry.getKey(), 0),
                        entry.getValue().size()))
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .toList();
    }
}
