package dev.hone.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of fetching a result.
 *
 * @param result kept on this machine and found sound; null is a miss
 * @param source where it was found, or why it was not
 * @param received the bytes that came over the network for it
 */
record Fetched(@Nullable Found result, Source source, long received) {
    /** A miss, without anything having come. */
    static Fetched nothing(Source why) {
        return new Fetched(null, why, 0);
    }

    Optional<Found> found() {
        return Optional.ofNullable(result);
    }
}
