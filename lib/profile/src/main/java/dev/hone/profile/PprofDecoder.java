package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;

/** Decodes uncompressed pprof bytes into columns in one pass, then turns ids into indices. */
/*
 * profile.proto of google/pprof is small and flat: one message for the whole and seven inside it. Tables may come in
 * any order and usually stand in that of their field numbers: samples first, strings last. So string indices and ids
 * are kept as they are read, and looked up when everything is there.
 *
 * What both google/pprof and the Go toolchain refuse to decode is an exception. What only one of them refuses, or what
 * they find when they check the decoded profile, is a Defect and left to a Check.
 */
final class PprofDecoder {
    private final Wire wire;
    private final ProfileLimits limits;
    private final Budget budget;
    private final Defects defects = new Defects();
    private final Strings strings;
    private final Samples samples;
    private final Locations locations;
    private final Functions functions;
    private final SampleDecoder sampleDecoder;
    private final LocationDecoder locationDecoder;
    private final FunctionDecoder functionDecoder;
    private final MappingDecoder mappingDecoder;
    private final List<RawValueType> sampleTypes = new ArrayList<>();
    private final IntColumn comments;

    private long stringBytes;
    private int dropFrames;
    private int keepFrames;
    private long timeNanos;
    private long durationNanos;
    private RawValueType periodType = new RawValueType(0, 0);
    private long period;
    private int defaultSampleType;
    private int docUrl;

    /** A value type whose strings are not known yet. */
    private record RawValueType(int type, int unit) {}

    PprofDecoder(byte[] bytes, ProfileLimits limits, Budget budget) {
        this.wire = new Wire(bytes);
        this.limits = limits;
        this.budget = budget;
        this.strings = new Strings(bytes, budget);
        this.samples = new Samples(strings, budget);
        this.locations = new Locations(budget);
        this.functions = new Functions(strings, budget);
        this.sampleDecoder = new SampleDecoder(wire, limits, samples, budget);
        this.locationDecoder = new LocationDecoder(wire, limits, locations, budget);
        this.functionDecoder = new FunctionDecoder(wire, limits, functions);
        this.mappingDecoder = new MappingDecoder(wire, limits, budget);
        this.comments = new IntColumn(budget);
    }

    /** Refuses what is over a limit. */
    static void limit(String name, int limit, int found, String what) {
        if (found > limit) {
            throw ProfileException.limit(name, String.format("%,d", limit), what);
        }
    }

    /** Decodes the first {@code length} bytes. */
    Profile decode(int length) {
        while (wire.position() < length) {
            wire.next(length);
            switch (wire.field) {
                case 2 -> sampleDecoder.read(wire.message(), defects);
                case 3 -> mappingDecoder.read(wire.message());
                case 4 -> locationDecoder.read(wire.message(), defects);
                case 5 -> functionDecoder.read(wire.message());
                case 6 -> readString(wire.message());
                default -> readHeaderField();
            }
        }
        return resolve();
    }

    private void readString(int end) {
        int start = wire.position();
        if (strings.size() == 0 && end > start) {
            throw wire.malformed("the first string is not the empty one");
        }
        stringBytes += end - start;
        if (stringBytes > limits.strings().bytes()) {
            throw ProfileException.limit("strings", limits.strings().format(), "the strings take more bytes");
        }
        strings.starts.add(start);
        strings.lengths.add(end - start);
        wire.skip();
    }

    private void readHeaderField() {
        switch (wire.field) {
            case 1 -> addSampleType(readValueType(wire.message()));
            case 7 -> dropFrames = wire.stringIndex();
            case 8 -> keepFrames = wire.stringIndex();
            case 9 -> readTime();
            case 10 -> durationNanos = wire.number();
            case 11 -> periodType = readValueType(wire.message());
            case 12 -> period = wire.number();
            case 13 -> readComments();
            case 14 -> defaultSampleType = wire.stringIndex();
            case 15 -> readDocUrl();
            default -> wire.skip();
        }
    }

    private void addSampleType(RawValueType type) {
        budget.charge(64);
        sampleTypes.add(type);
    }

    private RawValueType readValueType(int end) {
        int type = 0;
        int unit = 0;
        while (wire.position() < end) {
            wire.next(end);
            switch (wire.field) {
                case 1 -> type = wire.stringIndex();
                case 2 -> unit = wire.stringIndex();
                default -> wire.skip();
            }
        }
        return new RawValueType(type, unit);
    }

    private void readTime() {
        if (timeNanos != 0) {
            defects.add(Defect.Kind.SECOND_TIME, "byte", wire.position());
        }
        timeNanos = wire.number();
    }

    private void readComments() {
        if (!wire.isPacked()) {
            comments.add(wire.stringIndex());
            return;
        }
        int end = wire.end;
        while (wire.position() < end) {
            long index = wire.varint(end);
            comments.add(index >= 0 && index <= Integer.MAX_VALUE ? (int) index : -1);
        }
    }

    private void readDocUrl() {
        if (wire.type == Wire.VARINT) {
            docUrl = wire.stringIndex();
        } else {
            defects.add(Defect.Kind.EXTENSION_WIRE_TYPE, "byte", wire.position());
            wire.skip();
        }
    }

    private Profile resolve() {
        IdIndex mappingIndex = IdIndex.of("mapping", mappingDecoder.ids, budget, defects);
        IdIndex functionIndex = IdIndex.of("function", functions.ids, budget, defects);
        IdIndex locationIndex = IdIndex.of("location", locations.ids, budget, defects);
        functionDecoder.resolve(strings);
        locationDecoder.resolve(mappingIndex, functionIndex, defects);
        sampleDecoder.resolve(locationIndex, strings, sampleTypes.size(), defects);
        List<ValueType> types = sampleTypes.stream().map(this::valueType).toList();
        List<Mapping> mappings = mappingDecoder.resolve(strings);
        Profile.Header header = header();
        return new Profile(header, types, samples, mappings, locations, functions, strings, defects.list());
    }

    private ValueType valueType(RawValueType raw) {
        return new ValueType(strings.require(raw.type, "a value type"), strings.require(raw.unit, "a value type"));
    }

    private Profile.Header header() {
        if (!strings.has(docUrl)) {
            defects.add(Defect.Kind.EXTENSION_STRING, "string", docUrl);
            docUrl = 0;
        }
        List<Text> texts = new ArrayList<>();
        budget.charge(40L * comments.size());
        for (int i = 0; i < comments.size(); i++) {
            texts.add(strings.require(comments.get(i), "a comment"));
        }
        return new Profile.Header(
                timeNanos,
                durationNanos,
                valueType(periodType),
                period,
                strings.require(dropFrames, "drop_frames"),
                strings.require(keepFrames, "keep_frames"),
                strings.require(defaultSampleType, "default_sample_type"),
                strings.text(docUrl),
                texts);
    }
}
