package dev.hone.gopgo;

/**
 * From where on a profile is good enough for builds.
 *
 * @param samples fewer are weak
 * @param coverage less of the hot weight known is weak
 * @param startLines less is weak
 * @param symbols less is weak
 * @param idle more is weak
 * @param partlyStale more is weak
 * @param stale more is refused
 * @param labelBloat more is worth a note
 */
public record QualityPolicy(
        long samples,
        double coverage,
        double startLines,
        double symbols,
        double idle,
        double partlyStale,
        double stale,
        double labelBloat) {
    /** What is usual. */
    public static final QualityPolicy USUAL = new QualityPolicy(10_000, 0.97, 0.95, 0.95, 0.5, 0.2, 0.5, 2);
}
