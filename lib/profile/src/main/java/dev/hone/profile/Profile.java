package dev.hone.profile;

import java.util.List;

/**
 * A profile as it was decoded: tables of samples, locations, functions and strings, as columns.
 *
 * <p>Immutable. References between tables are indices from 0, never ids. Before its stacks are used a profile passes a
 * {@link Check}; until then an index may be -1 and the values of a sample fewer or more than the types.
 */
public final class Profile {
    private final Header header;
    private final List<ValueType> sampleTypes;
    private final Samples samples;
    private final List<Mapping> mappings;
    private final Locations locations;
    private final Functions functions;
    private final Strings strings;
    private final List<Defect> defects;

    Profile(
            Header header,
            List<ValueType> sampleTypes,
            Samples samples,
            List<Mapping> mappings,
            Locations locations,
            Functions functions,
            Strings strings,
            List<Defect> defects) {
        this.header = header;
        this.sampleTypes = List.copyOf(sampleTypes);
        this.samples = samples;
        this.mappings = List.copyOf(mappings);
        this.locations = locations;
        this.functions = functions;
        this.strings = strings;
        this.defects = List.copyOf(defects);
    }

    /**
     * What a profile says of itself as a whole.
     *
     * @param timeNanos when it was taken, in nanoseconds since 1970; 0 when unknown
     * @param durationNanos for how long; 0 when unknown
     * @param period the distance of two samples in units of {@code periodType}
     * @param defaultSampleType the type that tools show first; empty when the file names none
     */
    public record Header(
            long timeNanos,
            long durationNanos,
            ValueType periodType,
            long period,
            Text dropFrames,
            Text keepFrames,
            Text defaultSampleType,
            Text docUrl,
            List<Text> comments) {
        public Header {
            comments = List.copyOf(comments);
        }

        Header withDefault(Text type) {
            return new Header(
                    timeNanos, durationNanos, periodType, period, dropFrames, keepFrames, type, docUrl, comments);
        }
    }

    public Header header() {
        return header;
    }

    /** What the value columns measure, in order. */
    public List<ValueType> sampleTypes() {
        return sampleTypes;
    }

    public Samples samples() {
        return samples;
    }

    /** The loaded binaries; the first one is the program itself. */
    public List<Mapping> mappings() {
        return mappings;
    }

    public Locations locations() {
        return locations;
    }

    public Functions functions() {
        return functions;
    }

    public Strings strings() {
        return strings;
    }

    /** What does not hold together, the first of each kind. */
    public List<Defect> defects() {
        return defects;
    }

    /**
     * The same profile without the labels of its samples, which builds do not read and which keep samples apart: merged,
     * it is often much smaller.
     */
    public Profile withoutLabels() {
        return new Profile(
                header, sampleTypes, samples.withoutLabels(), mappings, locations, functions, strings, defects);
    }

    /** The same profile with other samples, whose stacks refer to the same locations. */
    Profile withSamples(Samples samples) {
        return new Profile(header, sampleTypes, samples, mappings, locations, functions, strings, defects);
    }

    /** The same profile with other locations, which refer to the same mappings and functions. */
    Profile withLocations(Locations locations) {
        return new Profile(header, sampleTypes, samples, mappings, locations, functions, strings, defects);
    }

    Profile withFunctions(Functions functions) {
        return new Profile(header, sampleTypes, samples, mappings, locations, functions, strings, defects);
    }

    Profile withMappings(List<Mapping> mappings) {
        return new Profile(header, sampleTypes, samples, mappings, locations, functions, strings, defects);
    }

    /** The same profile, whose samples have other values and so other types. */
    Profile withTypes(Header header, List<ValueType> sampleTypes, Samples samples) {
        return new Profile(header, sampleTypes, samples, mappings, locations, functions, strings, defects);
    }

    /** The same profile with this label on every sample, in place of others of that key that are texts. */
    public Profile withLabel(Text key, Text value) {
        Strings more = strings.copy();
        more.append(key);
        more.append(value);
        Samples labelled = samples.withLabel(more, more.size() - 2);
        return new Profile(header, sampleTypes, labelled, mappings, locations, functions, more, defects);
    }

    /** The column that tools show when nobody names one: the default sample type, else the last one; -1 without types. */
    public int defaultType() {
        Text named = header.defaultSampleType();
        for (int i = 0; i < sampleTypes.size() && !named.isEmpty(); i++) {
            if (sampleTypes.get(i).type().equals(named)) {
                return i;
            }
        }
        return sampleTypes.size() - 1;
    }
}
