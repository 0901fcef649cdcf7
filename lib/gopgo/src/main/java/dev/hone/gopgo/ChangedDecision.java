package dev.hone.gopgo;

/**
 * Something that the Go compiler would decide differently with another profile.
 *
 * @param what the function, or the call site as {@code caller:offset}
 * @param before the share of all weight that goes through it in the old profile, 0 to 1
 * @param after the same in the new profile
 * @param detail for an order of callees, what it was and what it is; otherwise empty
 */
public record ChangedDecision(Kind kind, String what, double before, double after, String detail) {

    /** What changed. */
    public enum Kind {
        /** A function is worth inlining now. */
        HOT_CALLEE_GAINED("hot-callee-gained"),
        /** A function is not worth inlining any more. */
        HOT_CALLEE_LOST("hot-callee-lost"),
        /** Calls at this place are worth inlining now. */
        HOT_SITE_GAINED("hot-site-gained"),
        /** Calls at this place are not worth inlining any more. */
        HOT_SITE_LOST("hot-site-lost"),
        /** Other functions are called at this place, or in another order of weight: what an indirect call may become. */
        ORDER_CHANGED("order-changed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The name in output. */
        public String word() {
            return word;
        }
    }

    /** The larger of both shares: how much hangs on it at most. */
    public double share() {
        return Math.max(before, after);
    }
}
