package dev.hone.profile;

/**
 * Something that does not hold together in a profile whose bytes could be decoded.
 *
 * <p>Decoding goes on behind a defect; a {@link Check} says which ones it refuses.
 *
 * @param where the first place it was found at
 */
public record Defect(Kind kind, String where) {
    /** What does not hold together. */
    public enum Kind {
        SAMPLES_WITHOUT_TYPES("there are samples but no sample types"),
        VALUE_COUNT("the number of values is not the number of sample types"),
        UNKNOWN_LOCATION("the stack names a location that is not in the profile"),
        ZERO_ID("an id is 0, which is reserved"),
        DUPLICATE_ID("an id is used twice"),
        UNKNOWN_FUNCTION("a line names a function that is not in the profile"),
        LINE_WITHOUT_FUNCTION("a line names no function"),
        SECOND_TIME("the time is given twice, so this is more than one profile written behind another"),
        EXTENSION_WIRE_TYPE("a field that newer tools added has the wrong wire type"),
        EXTENSION_STRING("a field that newer tools added names a string that is not in the profile");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    /** The sentence for people. */
    public String message() {
        return where + ": " + kind.meaning;
    }
}
