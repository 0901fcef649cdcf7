package dev.hone.profile;

/** In which of the formats that we read a profile was written. */
public enum ProfileFormat {
    PPROF("pprof"),
    /** Words of addresses, as gperftools and the first versions of Go wrote them. */
    LEGACY_CPU("legacy CPU profile"),
    /** A line of text for each stack, as flame graph tools exchange them. */
    FOLDED("folded stacks");

    private final String description;

    ProfileFormat(String description) {
        this.description = description;
    }

    /** The name for people. */
    public String description() {
        return description;
    }
}
