package dev.hone.gopgo;

import dev.hone.profile.Text;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a profile to tell whether builds should use it. Shares are of the weight of all calls that the
 * compiler sees, unless said otherwise, and go from 0 to 1.
 *
 * @param samples how often the program was looked at
 * @param edges the calls that the compiler sees
 * @param hotEdges how many of them are hot
 * @param coverage how well the hot ones are known
 * @param startLines the share whose caller says on which line it starts
 * @param symbols the share whose caller and callee have names
 * @param goCode the share whose caller is in a Go file, of that in any known file; 1 when no file is known
 * @param idle the share of all samples in which the scheduler looked for something to run
 * @param labelBloat how many times as many samples there are as without labels
 * @param stale the share of functions that the program it is meant for lacks; null when its symbols are not known
 * @param times when and how long it was taken
 * @param names what is odd about the names
 * @param kindIsSaid whether it says that it measures CPU time
 */
public record QualityFigures(
        long samples,
        int edges,
        int hotEdges,
        Coverage coverage,
        double startLines,
        double symbols,
        double goCode,
        double idle,
        double labelBloat,
        @Nullable Double stale,
        Times times,
        Names names,
        boolean kindIsSaid) {

    /**
     * When a profile was taken and for how long.
     *
     * @param timeNanos since 1970; 0 when unknown
     * @param durationNanos 0 when unknown
     * @param coresBusy on average; null when unknown
     */
    public record Times(
            long timeNanos, long durationNanos, @Nullable Double coresBusy) {}

    /**
     * What is odd about the names of functions that the compiler sees.
     *
     * @param hostile one that holds what no compiler writes
     * @param tooLong one that the compiler does not read
     * @param renamed one that is written so that nothing is inlined
     */
    public record Names(
            @Nullable Text hostile,
            @Nullable Text tooLong,
            @Nullable Text renamed) {}
}
