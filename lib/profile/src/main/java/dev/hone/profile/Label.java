package dev.hone.profile;

/** A tag of a sample: a string or a number under a key. */
public sealed interface Label {
    Text key();

    /*
     * Equality is written out below, because labels are put into sets by short commands: what a record brings by itself
     * is spun from method handles at its first use, which takes longer than to read a small profile.
     */

    /** A label whose value is a string, as {@code pprof.Do} sets them. */
    record OfText(Text key, Text text) implements Label {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfText label && key.equals(label.key) && text.equals(label.text);
        }

        @Override
        public int hashCode() {
            return 31 * key.hashCode() + text.hashCode();
        }
    }

    /** A label whose value is a number; the unit is empty when the profile names none. */
    record OfNumber(Text key, long number, Text unit) implements Label {
        @Override
        public boolean equals(Object other) {
            return other instanceof OfNumber label
                    && key.equals(label.key)
                    && number == label.number
                    && unit.equals(label.unit);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * key.hashCode() + Long.hashCode(number)) + unit.hashCode();
        }
    }
}
