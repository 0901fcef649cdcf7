package dev.hone.pgo;

/**
 * Why something was decided: a word for programs and a sentence for people.
 *
 * @param code one that stays the same from version to version
 */
record Reason(Code code, String sentence) {
    /** The words. */
    enum Code {
        /** It is the app's first profile. */
        FIRST,
        /** The published profile can no longer be read. */
        DAMAGED,
        /** Somebody asked for it. */
        FORCED,
        /** There are enough samples now, and the published profile was made of few. */
        ENOUGH_SAMPLES,
        /** The program does something else, or does it elsewhere. */
        CHANGED,
        /** The published profile is old, and much more is known now. */
        BETTER_KNOWN,
        /** The published profile is old, and there are small differences that are no chance. */
        AGED,
        /** There is nothing to publish. */
        EMPTY,
        /** Most of it is about functions that the program lacks. */
        STALE,
        /** The compiler would decide the same. */
        SAME_DECISIONS,
        /** It is the published profile. */
        IDENTICAL,
        /** There are too few samples to replace a profile. */
        FEW_SAMPLES,
        /** The last profile was published a short time ago. */
        COOLING_DOWN,
        /** It differs by no more than two profiles of one program do. */
        NOISE
    }

    @Override
    public String toString() {
        return code + ": " + sentence;
    }
}
