package dev.hone.profile;

/** A tag of a sample: a string or a number under a key. */
public sealed interface Label {
    Text key();

    /** A label whose value is a string, as {@code pprof.Do} sets them. */
    record OfText(Text key, Text text) implements Label {}

    /** A label whose value is a number; the unit is empty when the profile names none. */
    record OfNumber(Text key, long number, Text unit) implements Label {}
}
