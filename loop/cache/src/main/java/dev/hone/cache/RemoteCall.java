package dev.hone.cache;

import java.time.Duration;

/**
 * One result that was asked of the shared store or given to it.
 *
 * @param size the result's bytes, not compressed; 0 where there was none
 * @param took from the request to the last byte
 */
public record RemoteCall(Operation operation, Outcome outcome, long size, Duration took) {
    /** What was to be done. */
    public enum Operation {
        GET,
        PUT
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
}
