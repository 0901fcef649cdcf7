package dev.hone.profile;

import java.util.List;

/** Writes a profile as uncompressed pprof: the same profile, the same bytes, and those that google/pprof writes. */
/*
 * Fields come in the order of their numbers, so the strings are written behind what refers to them, and numbered as they
 * are met. google/pprof [1] numbers them in an order of its own, which is followed here: those of the samples before
 * those of the mappings, those of the header last.
 *
 * [1] github.com/google/pprof v0.0.0-20260906184651-6331bc6350fe, profile/encode.go
 */
final class PprofEncoder {
    private final Profile profile;
    private final StringNumbers strings;
    private final WireOutput out = new WireOutput();

    private PprofEncoder(Profile profile) {
        this.profile = profile;
        this.strings = new StringNumbers(profile.strings());
    }

    /** Encodes a profile that passed {@link Check#PPROF}. */
    static WireOutput encode(Profile profile) {
        PprofEncoder encoder = new PprofEncoder(profile);
        for (ValueType type : profile.sampleTypes()) {
            encoder.writeValueType(1, type);
        }
        encoder.writeSamples();
        encoder.writeMappings();
        encoder.writeLocations();
        encoder.writeFunctions();
        encoder.writeHeader();
        return encoder.out;
    }

    private void writeValueType(int field, ValueType type) {
        int start = out.begin(field);
        out.numberUnlessZero(1, strings.number(type.type()));
        out.numberUnlessZero(2, strings.number(type.unit()));
        out.end(start);
    }

    private void writeSamples() {
        Samples samples = profile.samples();
        LabelOrder labels = new LabelOrder(samples, profile.strings());
        for (int sample = 0; sample < samples.size(); sample++) {
            int start = out.begin(2);
            writeStack(samples, sample);
            writeValues(samples, sample);
            int count = labels.sort(sample);
            for (int i = 0; i < count; i++) {
                writeLabel(labels, labels.at(i));
            }
            out.end(start);
        }
    }

    private void writeStack(Samples samples, int sample) {
        Locations locations = profile.locations();
        out.numbers(1, samples.depth(sample), frame -> locations.id(samples.location(sample, frame)));
    }

    private void writeValues(Samples samples, int sample) {
        out.numbers(2, samples.valueCount(sample), type -> samples.value(sample, type));
    }

    private void writeLabel(LabelOrder labels, int at) {
        int start = out.begin(3);
        out.numberUnlessZero(1, strings.number(labels.key(at)));
        if (labels.text(at) != 0) {
            out.numberUnlessZero(2, strings.number(labels.text(at)));
        } else {
            out.numberUnlessZero(3, labels.number(at));
            out.numberUnlessZero(4, strings.number(labels.unit(at)));
        }
        out.end(start);
    }

    private void writeMappings() {
        for (Mapping mapping : profile.mappings()) {
            int start = out.begin(3);
            out.numberUnlessZero(1, mapping.id());
            out.numberUnlessZero(2, mapping.start());
            out.numberUnlessZero(3, mapping.limit());
            out.numberUnlessZero(4, mapping.offset());
            out.numberUnlessZero(5, strings.number(mapping.file()));
            out.numberUnlessZero(6, strings.number(mapping.buildId()));
            out.flag(7, mapping.hasFunctions());
            out.flag(8, mapping.hasFilenames());
            out.flag(9, mapping.hasLineNumbers());
            out.flag(10, mapping.hasInlineFrames());
            out.end(start);
        }
    }

    private void writeLocations() {
        Locations locations = profile.locations();
        for (int location = 0; location < locations.size(); location++) {
            int mapping = locations.mapping(location);
            int start = out.begin(4);
            out.numberUnlessZero(1, locations.id(location));
            out.numberUnlessZero(
                    2, mapping < 0 ? 0 : profile.mappings().get(mapping).id());
            out.numberUnlessZero(3, locations.address(location));
            for (int line = 0; line < locations.lineCount(location); line++) {
                writeLine(locations, location, line);
            }
            out.flag(5, locations.isFolded(location));
            out.end(start);
        }
    }

    private void writeLine(Locations locations, int location, int line) {
        int start = out.begin(4);
        out.numberUnlessZero(1, profile.functions().id(locations.function(location, line)));
        out.numberUnlessZero(2, locations.line(location, line));
        out.numberUnlessZero(3, locations.column(location, line));
        out.end(start);
    }

    private void writeFunctions() {
        Functions functions = profile.functions();
        for (int function = 0; function < functions.size(); function++) {
            int start = out.begin(5);
            out.numberUnlessZero(1, functions.id(function));
            out.numberUnlessZero(2, strings.number(functions.names.get(function)));
            out.numberUnlessZero(3, strings.number(functions.systemNames.get(function)));
            out.numberUnlessZero(4, strings.number(functions.files.get(function)));
            out.numberUnlessZero(5, functions.startLine(function));
            out.end(start);
        }
    }

    /** The strings stand in the middle of the header's fields, and are complete only when it is numbered. */
    private void writeHeader() {
        Profile.Header header = profile.header();
        int dropFrames = strings.number(header.dropFrames());
        int keepFrames = strings.number(header.keepFrames());
        strings.number(header.periodType().type());
        strings.number(header.periodType().unit());
        int[] comments = header.comments().stream().mapToInt(strings::number).toArray();
        int defaultSampleType = strings.number(header.defaultSampleType());
        int docUrl = strings.number(header.docUrl());
        List<Text> all = strings.ordered();
        all.forEach(text -> out.text(6, text));
        out.numberUnlessZero(7, dropFrames);
        out.numberUnlessZero(8, keepFrames);
        out.numberUnlessZero(9, header.timeNanos());
        out.numberUnlessZero(10, header.durationNanos());
        if (!header.periodType().equals(ValueType.NONE)) {
            writeValueType(11, header.periodType());
        }
        out.numberUnlessZero(12, header.period());
        out.numbers(13, comments.length, comment -> comments[comment]);
        out.number(14, defaultSampleType);
        out.numberUnlessZero(15, docUrl);
    }
}
