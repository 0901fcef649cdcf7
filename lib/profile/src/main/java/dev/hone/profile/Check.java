package dev.hone.profile;

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
            throw new ProfileException(
                    ProfileError.INCONSISTENT,
                    "the profile contradicts itself: " + defect.get().message());
        }
        return profile;
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
