package dev.hone.collect;

import dev.hone.targets.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the attempts to profile a target.
 *
 * @param state what it is doing, or why it does nothing
 * @param delivered how many of its profiles were taken in
 * @param failures in a row
 * @param last how the last attempt ended; null when there was none
 * @param at when that was
 * @param message about it, in a line
 * @param blocked until when it is left in peace
 */
public record TargetStatus(
        Target target,
        State state,
        int delivered,
        int failures,
        @Nullable Outcome last,
        @Nullable Instant at,
        String message,
        @Nullable Instant blocked) {
    /** What a target is doing. */
    public enum State {
        /** Its turn comes. */
        WAITING,
        /** A profile of it is being taken. */
        PROFILING,
        /** It is left in peace for a while, because somebody else profiles it. */
        BUSY,
        /** The last attempt failed. */
        FAILING
    }

    static TargetStatus of(Candidate candidate, Memory memory) {
        Memory.Attempt last = memory.last();
        return new TargetStatus(
                candidate.target(),
                state(memory),
                memory.delivered(),
                memory.failures(),
                last == null ? null : last.outcome(),
                last == null ? null : last.at(),
                last == null ? "" : last.message(),
                memory.blocked());
    }

    private static State state(Memory memory) {
        if (memory.running() != null) {
            return State.PROFILING;
        }
        if (memory.failures() > 0) {
            return State.FAILING;
        }
        return memory.turnedAway() > 0 ? State.BUSY : State.WAITING;
    }
}
