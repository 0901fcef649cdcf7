package dev.hone.profile;

/** Decodes the samples: stacks, values and labels. */
/*
 * A stack entry is an id of 64 bits that almost always is a small number. It is kept as an int in place until the
 * locations are known; an id that does not fit goes to a side list, and the cell says where, as a negative number.
 */
final class SampleDecoder {
    private final Wire wire;
    private final ProfileLimits limits;
    private final Samples samples;
    private final LongColumn wideIds;
    private int droppedKeys;

    SampleDecoder(Wire wire, ProfileLimits limits, Samples samples, Budget budget) {
        this.wire = wire;
        this.limits = limits;
        this.samples = samples;
        this.wideIds = new LongColumn(budget);
    }

    void read(int end, Defects defects) {
        int labelsBefore = samples.labelNumbers.size();
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> readStack();
                case 2 -> readValues();
                case 3 -> readLabel(wire.message(), defects);
                default -> wire.skip();
            }
        }
        int labels = samples.labelNumbers.size();
        PprofDecoder.limit("labels", limits.labels(), labels - labelsBefore, "one sample has more labels");
        samples.stackStarts.add(samples.stacks.size());
        samples.valueStarts.add(samples.values.size());
        samples.labelStarts.add(labels);
        int last = samples.size() - 1;
        PprofDecoder.limit("samples", limits.samples(), last + 1, "there are more samples");
        PprofDecoder.limit("depth", limits.depth(), samples.depth(last), "a stack is deeper");
    }

    private void readStack() {
        if (!wire.isPacked()) {
            addFrame(wire.number());
            return;
        }
        int end = wire.end;
        while (wire.position() < end) {
            addFrame(wire.varint(end));
        }
    }

    private void addFrame(long id) {
        if ((id >>> 31) == 0) {
            samples.stacks.add((int) id);
        } else {
            samples.stacks.add(~wideIds.size());
            wideIds.add(id);
        }
    }

    private void readValues() {
        if (!wire.isPacked()) {
            samples.values.add(wire.number());
            return;
        }
        int end = wire.end;
        while (wire.position() < end) {
            samples.values.add(wire.varint(end));
        }
    }

    private void readLabel(int end, Defects defects) {
        int key = 0;
        int text = 0;
        long number = 0;
        int unit = 0;
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> key = wire.stringIndex();
                case 2 -> text = wire.stringIndex();
                case 3 -> number = wire.number();
                case 4 -> unit = extensionIndex(unit, defects);
                default -> wire.skip();
            }
        }
        if (text == 0 && number == 0 && unit == 0) {
            // Says nothing; pprof drops it, but not before it has looked up the key.
            droppedKeys = key < 0 ? -1 : droppedKeys < 0 ? -1 : Math.max(droppedKeys, key);
            return;
        }
        samples.labelTexts.add(key);
        samples.labelTexts.add(text);
        samples.labelTexts.add(unit);
        samples.labelNumbers.add(number);
    }

    private int extensionIndex(int before, Defects defects) {
        if (wire.type != Wire.VARINT) {
            defects.add(Defect.Kind.EXTENSION_WIRE_TYPE, "a label of sample number", samples.size());
            wire.skip();
            return before;
        }
        return wire.stringIndex();
    }

    /** Turns ids into indices and looks at what the samples refer to. */
    void resolve(IdIndex locations, Strings strings, int types, Defects defects) {
        resolveStacks(locations, defects);
        resolveLabels(strings, defects);
        if (types == 0 && samples.size() > 0) {
            defects.add(Defect.Kind.SAMPLES_WITHOUT_TYPES, "sample number", 0);
        }
        for (int sample = 0; sample < samples.size(); sample++) {
            if (samples.valueCount(sample) != types) {
                defects.add(Defect.Kind.VALUE_COUNT, "sample number", sample);
                return;
            }
        }
    }

    private void resolveStacks(IdIndex locations, Defects defects) {
        int[] cells = samples.stacks.cells();
        int size = samples.stacks.size();
        boolean counting = locations.isCounting();
        for (int i = 0; i < size; i++) {
            int cell = cells[i];
            if (counting && cell > 0 && cell <= locations.size()) {
                cells[i] = cell - 1;
            } else {
                cells[i] = resolve(cell >= 0 ? cell : wideIds.get(~cell), locations, defects);
            }
        }
    }

    private static int resolve(long id, IdIndex locations, Defects defects) {
        int location = locations.find(id);
        if (location < 0) {
            defects.add(Defect.Kind.UNKNOWN_LOCATION, "location", id);
        }
        return location;
    }

    private void resolveLabels(Strings strings, Defects defects) {
        strings.require(droppedKeys, "a label");
        IntColumn texts = samples.labelTexts;
        for (int i = 0; i < texts.size(); i += Samples.INDICES_PER_LABEL) {
            strings.require(texts.get(i), "a label");
            strings.require(texts.get(i + 1), "a label");
            boolean isNumber = texts.get(i + 1) == 0;
            if (isNumber && !strings.has(texts.get(i + 2))) {
                defects.add(Defect.Kind.EXTENSION_STRING, "the unit of label number", i / Samples.INDICES_PER_LABEL);
                texts.set(i + 2, 0);
            }
        }
    }
}
