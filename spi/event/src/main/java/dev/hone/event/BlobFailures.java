package dev.hone.event;

import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import java.util.function.Supplier;

/** Tells what went wrong with a blob store as what went wrong with the bus that is kept on it. */
final class BlobFailures {
    private BlobFailures() {}

    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (BlobException e) {
            throw new EventException(error(e.error()), "the queue's blob store: " + e.getMessage(), e);
        }
    }

    private static EventError error(BlobError error) {
        return switch (error) {
            case UNAVAILABLE, THROTTLED, CONTENDED, BAD_BODY, TOO_LARGE -> EventError.UNAVAILABLE;
            case FULL -> EventError.FULL;
            case DENIED -> EventError.DENIED;
            case NO_BUCKET -> EventError.NO_TOPIC;
            case INTERRUPTED -> EventError.INTERRUPTED;
            case MISCONFIGURED, UNSUPPORTED, BAD_KEY, KEY_CLASH, BAD_METADATA -> EventError.MISCONFIGURED;
        };
    }
}
