package dev.hone.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Tells how far a partition was dealt with. Kafka remembers one offset, so what is done counts only when all before it is.
 * For one thread at a time.
 *
 * <p>A message that somebody could not deal with holds the offset back, so that it comes again with the next reader; but not
 * for ever: when enough came after it, it is given up.
 */
final class Progress {
    /** How many messages may follow one that was not dealt with. */
    static final int MOST_BEHIND = 1000;

    private final Deque<Step> steps = new ArrayDeque<>();
    private long committable = -1;
    private long committed = -1;

    /** A message that was delivered. */
    static final class Step {
        private final long offset;
        private boolean done;
        private boolean refused;

        private Step(long offset) {
            this.offset = offset;
        }
    }

    Step delivered(long offset) {
        Step step = new Step(offset);
        steps.addLast(step);
        return step;
    }

    void done(Step step) {
        step.done = true;
        advance();
    }

    void refused(Step step) {
        step.refused = true;
        advance();
    }

    private void advance() {
        while (!steps.isEmpty() && isPast(steps.getFirst())) {
            committable = steps.removeFirst().offset + 1;
        }
    }

    private boolean isPast(Step first) {
        return first.done || (first.refused && steps.size() > MOST_BEHIND);
    }

    /** Whether so much is held back that no more should come. */
    boolean isStuck() {
        return steps.size() > 2 * MOST_BEHIND;
    }

    /** The offset that is to be told to Kafka, if there is news. */
    OptionalLong news() {
        return committable > committed ? OptionalLong.of(committable) : OptionalLong.empty();
    }

    void committed(long offset) {
        committed = offset;
    }
}
