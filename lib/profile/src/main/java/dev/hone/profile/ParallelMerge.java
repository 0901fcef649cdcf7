package dev.hone.profile;

import dev.hone.base.Progress;
import dev.hone.base.TaskScope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Merges a list of profiles on several threads, to the same result as a {@link Merger} that is given one after the other.
 *
 * <p>Memory follows the result, once for each thread and in the worst case four times, and the largest inputs; it does not
 * follow their number. When inputs are refused the first of the list is named, however many threads there are. Immutable:
 * one may serve many merges.
 */
/*
 * Each thread merges a stretch of neighbours (Stretches), and the parts are merged in the order of the list. That gives
 * the same bytes as one merger would, because everything in a merger is either independent of the order (sums), or in the
 * order of first appearance, which parts keep, or is known of the first input alone (Lead), or is summed up so that
 * nothing is lost: Extreme for time and period, ExactSum and the carries of MergedSamples for what goes over 64 bits and
 * comes back, samples that cancel within a part, and the first mapping, which only counts when there is none before it.
 * ParallelMergeTest proves it on random lists, cut at random places.
 */
public final class ParallelMerge {
    private final ProfileLimits limits;
    private final long seed;
    private final int threads;
    private final ThreadFactory factory;

    /**
     * A way to merge.
     *
     * @param limits for each input, and for the memory of what each thread merges
     * @param seed any number that whoever made the profiles does not know; the result does not depend on it
     * @param threads how many profiles to work on at a time; the work is all computing, so no more than processors
     */
    public ParallelMerge(ProfileLimits limits, long seed, int threads, ThreadFactory factory) {
        if (threads < 1) {
            throw new IllegalArgumentException("it takes at least one thread to merge, not " + threads);
        }
        this.limits = limits;
        this.seed = seed;
        this.threads = threads;
        this.factory = factory;
    }

    /** A profile to be merged, which is read when it is its turn and forgotten afterwards. */
    public interface Input {
        /** What to call it when it is refused. */
        String name();

        /**
         * Reads the profile on one of the merge's threads. It may be changed on the way, but not kept: the reader uses its
         * memory for the next one.
         */
        Profile read(ProfileReader reader);

        /** What its values are multiplied by. */
        default Weights weights() {
            return Weights.ONE;
        }
    }

    /**
     * The inputs merged.
     *
     * @throws InterruptedException when this thread was interrupted; the merge's threads have ended then
     * @throws ProfileException when an input is refused, with its name, or when there are none, or a sum is too large
     */
    public Profile merge(List<? extends Input> inputs, Progress progress) throws InterruptedException {
        return merge(new Work(inputs, new Lead(false), progress));
    }

    /** The same with each input weighted so that it adds up to what the first one does, instead of by its weights. */
    public Profile mergeNormalized(List<? extends Input> inputs, Progress progress) throws InterruptedException {
        return merge(new Work(inputs, new Lead(true), progress));
    }

    private Profile merge(Work work) throws InterruptedException {
        try (TaskScope scope = new TaskScope(factory)) {
            for (int i = 0; i < Math.min(threads, work.inputs.size()); i++) {
                scope.fork(work);
            }
            scope.join();
        }
        return work.result();
    }

    /** One merge, and what each of its threads does for it. */
    private final class Work implements TaskScope.Task<Void> {
        private final List<? extends Input> inputs;
        private final Lead lead;
        private final Progress progress;
        private final Stretches stretches;

        Work(List<? extends Input> inputs, Lead lead, Progress progress) {
            this.inputs = inputs;
            this.lead = lead;
            this.progress = progress;
            this.stretches = new Stretches(inputs.size(), threads);
        }

        @Override
        public Void run() throws InterruptedException {
            ProfileReader reader = ProfileReader.recycling(limits);
            Optional<Stretches.Stretch> stretch = stretches.begin();
            while (stretch.isPresent()) {
                merge(stretch.get(), reader);
                stretch = stretches.begin();
            }
            return null;
        }

        private void merge(Stretches.Stretch stretch, ProfileReader reader) throws InterruptedException {
            for (int i = stretch.next(); i >= 0; i = stretch.next()) {
                try {
                    add(i, stretch, reader);
                } catch (RuntimeException e) {
                    // Reading fails in its own way when it is interrupted; that says nothing about the input.
                    throwIfInterrupted();
                    stretches.refuse(i, e);
                } finally {
                    if (i == 0) {
                        lead.release();
                    }
                }
                throwIfInterrupted();
                progress.advance(1);
            }
        }

        private void add(int i, Stretches.Stretch stretch, ProfileReader reader) throws InterruptedException {
            Input input = inputs.get(i);
            try {
                Profile profile = Check.PPROF.verify(input.read(reader));
                if (i == 0) {
                    lead.decide(profile);
                    lead.release();
                    stretch.part = new Merger(limits, seed);
                    stretch.part.add(profile, input.weights());
                    return;
                }
                Optional<Merger> part = part(stretch);
                if (part.isPresent()) {
                    part.get().add(profile, lead.weights(profile, input.weights()));
                }
            } catch (ProfileException e) {
                throw e.of(input.name());
            }
        }

        /** What to add to; there is nothing when the first input was refused. */
        private Optional<Merger> part(Stretches.Stretch stretch) throws InterruptedException {
            if (stretch.part == null) {
                stretch.part = lead.kind()
                        .map(kind -> Merger.ofLater(kind, limits, seed))
                        .orElse(null);
            }
            return Optional.ofNullable(stretch.part);
        }

        private static void throwIfInterrupted() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        Profile result() {
            List<Merger> parts = stretches.parts();
            if (parts.isEmpty()) {
                return new Merger(limits, seed).result();
            }
            Merger first = parts.getFirst();
            parts.stream().skip(1).forEach(first::addAll);
            return first.result();
        }
    }
}
