package dev.hone.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings profiles to the value columns that all of them have, by name, so that they can be merged or subtracted. */
/*
 * Follows CompatibilizeSampleTypes of google/pprof, profile/merge.go. The order is that of the first profile; units are
 * not looked at. A name counts as often as it stands in a profile, so a column whose name a profile has twice is lost or
 * refused. The default type changes only where columns do: it is the first one, if the own one is gone.
 */
public final class SharedTypes {
    private SharedTypes() {}

    /**
     * The same profiles with the columns that they have in common.
     *
     * @throws ProfileException when there is none
     */
    public static List<Profile> of(List<Profile> profiles) {
        List<Text> names = names(profiles);
        if (names.isEmpty()) {
            throw new ProfileException(
                    ProfileError.INCONSISTENT, "the profiles measure nothing in common: " + described(profiles));
        }
        return profiles.stream().map(profile -> of(profile, names)).toList();
    }

    private static String described(List<Profile> profiles) {
        List<String> each = new ArrayList<>();
        profiles.stream()
                .limit(3)
                .forEach(profile -> each.add(profile.sampleTypes().toString()));
        return String.join(", ", each) + (profiles.size() > 3 ? ", …" : "");
    }

    private static List<Text> names(List<Profile> profiles) {
        Map<Text, Integer> counts = new HashMap<>();
        for (Profile profile : profiles) {
            profile.sampleTypes().forEach(type -> counts.merge(type.type(), 1, Integer::sum));
        }
        return profiles.isEmpty()
                ? List.of()
                : profiles.getFirst().sampleTypes().stream()
                        .map(ValueType::type)
                        .filter(name -> counts.getOrDefault(name, 0) == profiles.size())
                        .toList();
    }

    private static Profile of(Profile profile, List<Text> names) {
        Map<Text, Integer> columns = new HashMap<>();
        for (int i = 0; i < profile.sampleTypes().size(); i++) {
            columns.putIfAbsent(profile.sampleTypes().get(i).type(), i);
        }
        int[] sources = new int[names.size()];
        boolean same = sources.length == profile.sampleTypes().size();
        for (int i = 0; i < sources.length; i++) {
            Integer column = columns.get(names.get(i));
            if (column == null) {
                throw new ProfileException(
                        ProfileError.INCONSISTENT,
                        "the value type '" + names.get(i) + "' is in one profile only, twice");
            }
            sources[i] = column;
            same &= column == i;
        }
        return same ? profile : rearranged(profile, sources, new HashSet<>(names));
    }

    private static Profile rearranged(Profile profile, int[] sources, Set<Text> names) {
        List<ValueType> types = new ArrayList<>();
        for (int source : sources) {
            types.add(profile.sampleTypes().get(source));
        }
        Profile.Header header = profile.header();
        Text chosen = names.contains(header.defaultSampleType())
                ? header.defaultSampleType()
                : types.getFirst().type();
        return profile.withTypes(header.withDefault(chosen), types, values(profile.samples(), sources));
    }

    private static Samples values(Samples samples, int[] sources) {
        Budget unlimited = new Budget(Long.MAX_VALUE);
        IntColumn starts = new IntColumn(unlimited);
        LongColumn values = new LongColumn(unlimited);
        starts.add(0);
        for (int sample = 0; sample < samples.size(); sample++) {
            for (int source : sources) {
                values.add(samples.value(sample, source));
            }
            starts.add(values.size());
        }
        return samples.withValues(starts, values);
    }
}
