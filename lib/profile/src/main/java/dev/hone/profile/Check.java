package dev.hone.profile;

import java.util.List;
import java.util.Optional;

/** Whose idea of a sound profile to apply. */
public enum Check {
    /** What google/pprof accepts, and so {@code go tool pprof} and most servers: no defect at all. */
    PPROF,

    /**
     * What the Go toolchain's own, older copy of that reader accepts when it builds with a profile: it does not know the
     * newer fields, takes the last of several times, and lets a line name no function. A stack with an unknown location
     * makes it panic or not, depending on where that stands; that is for who follows its steps, not for this check.
     */
    GO_TOOLCHAIN;

    /** The first defect that this check refuses, if there is one. */
    public Optional<Defect> firstRefused(Profile profile) {
        return profile.defects().stream()
                .filter(defect -> refuses(defect.kind()))
                .findFirst();
    }

    /** Returns the profile if it passes. */
    public Profile verify(Profile profile) {
        Optional<Defect> defect = firstRefused(profile);
        if (defect.isPresent()) {
            throw new ProfileException(ProfileError.INCONSISTENT, words(profile, defect.get()));
        }
        return profile;
    }

    private static String words(Profile profile, Defect defect) {
        return isConcatenated(profile)
                ? "these are several profiles, one written behind the other (" + defect.where()
                        + " gives it away); merge the files they came from instead: hone profile merge A B -o OUT"
                : "the profile contradicts itself: " + defect.message();
    }

    /** Whether it is what {@code cat a b} makes of two profiles: the time is there twice, or all types and ids are. */
    private static boolean isConcatenated(Profile profile) {
        boolean ids = false;
        for (Defect defect : profile.defects()) {
            if (defect.kind() == Defect.Kind.SECOND_TIME) {
                return true;
            }
            ids |= defect.kind() == Defect.Kind.DUPLICATE_ID;
        }
        List<ValueType> types = profile.sampleTypes();
        int half = types.size() / 2;
        return ids && half > 0 && types.subList(0, half).equals(types.subList(half, types.size()));
    }

    private boolean refuses(Defect.Kind kind) {
        return this == PPROF
                || switch (kind) {
                    case SAMPLES_WITHOUT_TYPES, VALUE_COUNT, ZERO_ID, DUPLICATE_ID, UNKNOWN_FUNCTION -> true;
                    case UNKNOWN_LOCATION, LINE_WITHOUT_FUNCTION, SECOND_TIME, EXTENSION_WIRE_TYPE, EXTENSION_STRING ->
                        false;
                };
    }
}
