package dev.hone.profile;

/** What a column of sample values measures ({@code cpu}) and in what ({@code nanoseconds}). */
public record ValueType(Text type, Text unit) {
    /** No type and no unit: what a missing period type counts as. */
    public static final ValueType NONE = new ValueType(Text.EMPTY, Text.EMPTY);

    /** The form that pprof's tools use: {@code cpu/nanoseconds}. */
    @Override
    public String toString() {
        return type + "/" + unit;
    }
}
