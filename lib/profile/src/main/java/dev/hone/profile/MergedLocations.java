package dev.hone.profile;

/** The locations of a merged profile: each address of each binary once, wherever the binary was loaded. */
final class MergedLocations {
    private final SeededHash hash;
    private final MergedMappings mappings;
    private final MergedFunctions functions;
    private final HashIndex index;
    private final Renumbering renumbering = new Renumbering();
    private Locations source;
    final Locations locations;

    MergedLocations(MergedMappings mappings, MergedFunctions functions, SeededHash hash, Budget budget) {
        this.hash = hash;
        this.mappings = mappings;
        this.functions = functions;
        this.index = new HashIndex(budget);
        this.locations = new Locations(budget);
        this.source = locations;
    }

    /** Goes over to the locations of another profile. */
    void begin(Locations source) {
        this.source = source;
        renumbering.begin(source.size());
    }

    /** The index of a location of the profile at hand. */
    int add(int location) {
        int known = renumbering.target(location);
        return known >= 0 ? known : renumbering.note(location, intern(location));
    }

    /** Writes the location behind the others, and takes it back when it is among them already. */
    private int intern(int location) {
        int mapping = mappings.add(source.mapping(location));
        long address = source.address(location) + mappings.shift(source.mapping(location), mapping);
        boolean folded = source.isFolded(location);
        int firstLine = locations.functions.size();
        long key = hash.mix(hash.mix(hash.start(), address), (long) mapping << 1 | (folded ? 1 : 0));
        for (int i = index.first(addLines(location, key)); i >= 0; i = index.next()) {
            if (locations.address(i) == address
                    && locations.mapping(i) == mapping
                    && locations.isFolded(i) == folded
                    && hasLines(i, firstLine)) {
                locations.functions.truncate(firstLine);
                locations.lines.truncate(firstLine);
                locations.columns.truncate(firstLine);
                return i;
            }
        }
        index.add();
        return finish(mapping, address, folded);
    }

    private long addLines(int location, long key) {
        long mixed = key;
        for (int line = 0; line < source.lineCount(location); line++) {
            int function = functions.add(source.function(location, line));
            locations.functions.add(function);
            locations.lines.add(source.line(location, line));
            locations.columns.add(source.column(location, line));
            mixed = hash.mix(hash.mix(mixed, function), source.line(location, line));
            mixed = hash.mix(mixed, source.column(location, line));
        }
        return mixed;
    }

    /** Whether a location has the lines that stand behind the last one's. */
    private boolean hasLines(int location, int firstLine) {
        int start = locations.lineStarts.get(location);
        int count = locations.functions.size() - firstLine;
        return locations.lineCount(location) == count
                && locations.functions.repeats(start, firstLine, count)
                && locations.lines.repeats(start, firstLine, count)
                && locations.columns.repeats(start, firstLine, count);
    }

    private int finish(int mapping, long address, boolean folded) {
        int added = locations.size();
        locations.ids.add(added + 1L);
        locations.mappings.add(mapping);
        locations.addresses.add(address);
        locations.lineStarts.add(locations.functions.size());
        locations.folded.set(added, folded);
        return added;
    }
}
