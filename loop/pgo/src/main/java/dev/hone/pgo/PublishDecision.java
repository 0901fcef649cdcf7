package dev.hone.pgo;

import java.util.List;

/** Whether a profile is published, and why. */
sealed interface PublishDecision {
    List<Reason> reasons();

    /**
     * It is to be published.
     *
     * @param steadied whether it keeps the decisions of the published one where they did not clearly change
     * @param flags what readers should know, as {@link GenerationEntry#WEAK}
     */
    record Publish(boolean steadied, List<String> flags, List<Reason> reasons) implements PublishDecision {
        public Publish {
            flags = List.copyOf(flags);
            reasons = List.copyOf(reasons);
        }

        /** The same for another reason. */
        Publish because(Reason reason) {
            return new Publish(steadied, flags, List.of(reason));
        }
    }

    /** The published profile, or none, stays. */
    record Keep(List<Reason> reasons) implements PublishDecision {
        public Keep {
            reasons = List.copyOf(reasons);
        }
    }
}
