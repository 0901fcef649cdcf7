package dev.hone.cache;

import java.time.Duration;

/**
 * What was asked of the shared store or given to it.
 *
 * @param name the action that it was about; what is not the result of one is stored under a name of the same kind
 * @param size the result's bytes, not compressed; 0 where there was none
 * @param stored the bytes that went over the network
 */
public record RemoteCall(Operation operation, ActionId name, Outcome outcome, long size, long stored, Times times) {
    /** What was to be done. */
    public enum Operation {
        /** A result was asked for. */
        GET,
        /** Something was to be stored. */
        PUT,
        /** What builds like one will ask for was asked for: a manifest. */
        PLAN,
        /** A pack was asked for, some megabytes of the results that a manifest names. */
        PACK,
        /** Results that came in the manifest itself were unpacked; this asks nobody. */
        INLINED
    }

    /** What came of it. */
    public enum Outcome {
        /** It was there and is here now, or is there now. */
        DONE,
        /** It was not there, or needed not be brought there. */
        NOTHING,
        /** It was there and may not be used. */
        REFUSED,
        /** The store failed. */
        FAILED
    }

    /**
     * How long what of it took, from the request on. What it did not come to is as long as all of it.
     *
     * @param begun when it was asked, by the clock of the cache's surroundings
     * @param answered until the store answered
     * @param came until the last byte had come
     * @param took until it was done
     */
    public record Times(long begun, Duration answered, Duration came, Duration took) {
        public Times {
            came = least(came, took);
            answered = least(answered, came);
        }

        private static Duration least(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}
