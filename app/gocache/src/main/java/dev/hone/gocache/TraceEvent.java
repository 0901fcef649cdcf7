package dev.hone.gocache;

import dev.hone.cache.RemoteCall;
import dev.hone.cache.Source;

/** Something that took time while a go command ran; times are in microseconds, and begin with the command. */
sealed interface TraceEvent {
    long begun();

    long took();

    /** A daemon was found or started, and has heard of the command. */
    record Greeting(long took) implements TraceEvent {
        @Override
        public long begun() {
            return 0;
        }
    }

    /**
     * Go asked for a result, and was told.
     *
     * @param size the result's bytes
     * @param name the first bytes of what it is called
     */
    record Get(long begun, long took, Source source, long size, long name) implements TraceEvent {}

    /**
     * Something was asked of the shared store, or brought there.
     *
     * @param answered from then on, until it answered
     * @param came the same until the last byte had come
     * @param stored the bytes that went over the network
     * @param name the first bytes of what it is called
     */
    record Call(
            long begun,
            long took,
            long answered,
            long came,
            RemoteCall.Operation operation,
            RemoteCall.Outcome outcome,
            long stored,
            long name)
            implements TraceEvent {}

    /** When it was over. */
    default long ended() {
        return begun() + took();
    }
}
