package dev.hone.blob;

import java.time.Duration;

/** Hears of every call of a store, for metrics. Called on the thread of the call, so it must be quick and must not throw. */
@FunctionalInterface
public interface BlobListener {
    /** Hears nothing. */
    BlobListener NONE = call -> {};

    void called(Call call);

    /** What was asked of a store. */
    enum Operation {
        GET,
        HEAD,
        PUT,
        DELETE,
        LIST
    }

    /**
     * A call that has ended.
     *
     * @param outcome {@code ok}, {@code absent}, {@code conflict}, or the name of a {@link BlobError}
     * @param bytes the length of the body put, or of the one opened; else 0
     * @param took until the call returned; a body is read after that
     */
    record Call(Operation operation, String outcome, long bytes, Duration took) {}
}
