package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shares a list of inputs out among threads: each works its way through a stretch of neighbours. */
/*
 * Whoever has nothing to do takes the back half of what is left of the longest stretch, so the threads end together
 * whatever the inputs cost. Each stretch leaves a part to be kept and merged in the end, so when every thread has had one
 * a few inputs are not worth another, and there is a most.
 */
final class Stretches {
    private static final int MOST_PER_THREAD = 4;
    private static final int WORTH_ANOTHER = 4;

    private final int threads;
    private final List<Stretch> inOrder = new ArrayList<>();
    /** Inputs from here on are left alone: one before them was refused. */
    private int end;

    private @Nullable RuntimeException refusal;

    Stretches(int inputs, int threads) {
        this.end = inputs;
        this.threads = threads;
    }

    /** Inputs that stand next to each other, for one thread; others may take some from its back. */
    final class Stretch {
        private int next;
        private int limit;
        /** What was merged of them. */
        @Nullable
        Merger part;

        private Stretch(int next, int limit) {
            this.next = next;
            this.limit = limit;
        }

        /** The next input, or -1 when there is none left. */
        int next() {
            synchronized (Stretches.this) {
                return left() > 0 ? next++ : -1;
            }
        }

        private int left() {
            return Math.min(limit, end) - next;
        }

        private Stretch split() {
            int middle = limit - (left() + 1) / 2;
            Stretch back = new Stretch(middle, limit);
            limit = middle;
            return back;
        }
    }

    /** A stretch for a thread that has nothing to do, if there is one worth it. */
    synchronized Optional<Stretch> begin() {
        if (inOrder.isEmpty()) {
            inOrder.add(new Stretch(0, end));
            return Optional.of(inOrder.getFirst());
        }
        int longest = 0;
        for (int i = 1; i < inOrder.size(); i++) {
            longest = inOrder.get(i).left() > inOrder.get(longest).left() ? i : longest;
        }
        int worth = inOrder.size() < threads ? 1 : WORTH_ANOTHER;
        if (inOrder.get(longest).left() < worth || inOrder.size() == MOST_PER_THREAD * threads) {
            return Optional.empty();
        }
        Stretch back = inOrder.get(longest).split();
        inOrder.add(longest + 1, back);
        return Optional.of(back);
    }

    /** Notes that an input was refused: those behind it need no work any more, those before it may be refused as well. */
    synchronized void refuse(int input, RuntimeException reason) {
        if (input < end) {
            end = input;
            refusal = reason;
        }
    }

    /** The parts in the order of the inputs, when all threads are done, or the refusal of the first input that was. */
    synchronized List<Merger> parts() {
        if (refusal != null) {
            throw refusal;
        }
        List<Merger> parts = new ArrayList<>();
        for (Stretch stretch : inOrder) {
            if (stretch.part != null) {
                parts.add(stretch.part);
            }
        }
        return parts;
    }
}
