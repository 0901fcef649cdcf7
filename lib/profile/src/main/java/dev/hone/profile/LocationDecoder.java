package dev.hone.profile;

/** Decodes the locations with their lines. */
final class LocationDecoder {
    private final Wire wire;
    private final ProfileLimits limits;
    private final Locations locations;
    private final LongColumn mappingIds;
    private final LongColumn functionIds;

    LocationDecoder(Wire wire, ProfileLimits limits, Locations locations, Budget budget) {
        this.wire = wire;
        this.limits = limits;
        this.locations = locations;
        this.mappingIds = new LongColumn(budget);
        this.functionIds = new LongColumn(budget);
    }

    void read(int end, Defects defects) {
        int location = locations.size();
        long id = 0;
        long mapping = 0;
        long address = 0;
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> id = wire.number();
                case 2 -> mapping = wire.number();
                case 3 -> address = wire.number();
                case 4 -> readLine(wire.message(), defects);
                case 5 -> readFolded(location, defects);
                default -> wire.skip();
            }
        }
        locations.ids.add(id);
        mappingIds.add(mapping);
        locations.addresses.add(address);
        locations.lineStarts.add(functionIds.size());
        PprofDecoder.limit("locations", limits.locations(), location + 1, "there are more locations");
        PprofDecoder.limit(
                "depth", limits.depth(), locations.lineCount(location), "a location has more inlined frames");
    }

    private void readFolded(int location, Defects defects) {
        if (wire.type != Wire.VARINT) {
            defects.add(Defect.Kind.EXTENSION_WIRE_TYPE, "location number", location);
            wire.skip();
        } else if (wire.truth() != locations.isFolded(location)) {
            locations.folded.flip(location);
        }
    }

    private void readLine(int end, Defects defects) {
        long function = 0;
        long line = 0;
        long column = 0;
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> function = wire.number();
                case 2 -> line = wire.number();
                case 3 -> {
                    if (wire.type == Wire.VARINT) {
                        column = wire.value;
                    } else {
                        defects.add(Defect.Kind.EXTENSION_WIRE_TYPE, "a line of location number", locations.size());
                        wire.skip();
                    }
                }
                default -> wire.skip();
            }
        }
        functionIds.add(function);
        locations.lines.add(line);
        locations.columns.add(column);
    }

    /** Turns ids into indices. An unknown mapping is none at all, as in pprof. */
    void resolve(IdIndex mappings, IdIndex functions, Defects defects) {
        for (int i = 0; i < mappingIds.size(); i++) {
            locations.mappings.add(mappings.find(mappingIds.get(i)));
        }
        for (int i = 0; i < functionIds.size(); i++) {
            long id = functionIds.get(i);
            int function = id == 0 ? -1 : functions.find(id);
            locations.functions.add(function);
            if (id == 0) {
                defects.add(Defect.Kind.LINE_WITHOUT_FUNCTION, "line number", i);
            } else if (function < 0) {
                defects.add(Defect.Kind.UNKNOWN_FUNCTION, "function", id);
            }
        }
    }
}
