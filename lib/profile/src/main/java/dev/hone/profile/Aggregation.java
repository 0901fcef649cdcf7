package dev.hone.profile;

import java.util.BitSet;

/**
 * Makes places alike by taking out what tells them apart; merged, the profile is smaller then.
 *
 * @param inlines whether inlined functions stay, or only the physical function of each place
 * @param functions whether functions keep their names
 * @param files whether functions keep their files
 * @param lines whether places keep their line numbers, and with them columns
 * @param addresses whether places keep their addresses
 */
public record Aggregation(boolean inlines, boolean functions, boolean files, boolean lines, boolean addresses) {
    /** The same profile with less in its places; the tables keep their sizes until it is merged. */
    public Profile apply(Profile profile) {
        Functions kept = functions ? profile.functions() : profile.functions().withoutNames();
        return profile.withMappings(
                        profile.mappings().stream().map(this::mapping).toList())
                .withFunctions(files ? kept : kept.withoutFiles())
                .withLocations(locations(profile.locations()));
    }

    private Mapping mapping(Mapping mapping) {
        return new Mapping(
                mapping.id(),
                mapping.start(),
                mapping.limit(),
                mapping.offset(),
                mapping.file(),
                mapping.buildId(),
                mapping.hasFunctions() && functions,
                mapping.hasFilenames() && files,
                mapping.hasLineNumbers() && lines,
                mapping.hasInlineFrames() && inlines);
    }

    private Locations locations(Locations source) {
        Locations locations = inlines ? source : source.keeping(physicalLines(source));
        int count = locations.functions.size();
        locations = locations.withLines(lines ? locations.lines : LongColumn.zeros(count), LongColumn.zeros(count));
        return addresses ? locations : locations.withAddresses(LongColumn.zeros(locations.size()));
    }

    private static BitSet physicalLines(Locations locations) {
        BitSet physical = new BitSet();
        for (int i = 0; i < locations.size(); i++) {
            if (locations.lineCount(i) > 0) {
                physical.set(locations.lineStarts.get(i + 1) - 1);
            }
        }
        return physical;
    }
}
