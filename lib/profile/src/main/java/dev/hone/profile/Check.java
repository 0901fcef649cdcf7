package dev.hone.profile;

import java.util.Comparator;
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
        return concatenation(profile)
                .map(sign -> "these are several profiles, one written behind the other (seen at " + sign.where()
                        + "); merge the files they came from instead: hone profile merge A B -o OUT")
                .orElseGet(() -> "the profile contradicts itself: " + defect.message());
    }

    /** The sign that it is what {@code cat a b} makes of two profiles: a second time, or all types and ids twice. */
    private static Optional<Defect> concatenation(Profile profile) {
        List<ValueType> types = profile.sampleTypes();
        int half = types.size() / 2;
        boolean doubled = half > 0 && types.subList(0, half).equals(types.subList(half, types.size()));
        return profile.defects().stream()
                .filter(defect -> defect.kind() == Defect.Kind.SECOND_TIME
                        || (doubled && defect.kind() == Defect.Kind.DUPLICATE_ID))
                .max(Comparator.comparing(Defect::kind));
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
