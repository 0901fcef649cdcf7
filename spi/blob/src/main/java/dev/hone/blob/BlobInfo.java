package dev.hone.blob;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a blob.
 *
 * @param size the bytes of the whole blob
 * @param lastModified when it was stored, by the store's clock, to the second or better
 */
public record BlobInfo(long size, BlobVersion version, Instant lastModified, Metadata metadata) {
    /**
     * How a put ended whose answer was lost, as far as the blob that is there tells: empty if nothing does; for stores. When
     * the put's own blob was replaced by one that was made from it, its version is one that nothing has any more.
     *
     * @param token the word that the put left
     */
    public Optional<PutOutcome> outcomeOf(String token) {
        if (metadata.token().equals(Optional.of(token))) {
            return Optional.of(new PutOutcome.Stored(version));
        }
        return metadata.isMadeFrom(token)
                ? Optional.of(new PutOutcome.Stored(new BlobVersion("replaced-" + token)))
                : Optional.empty();
    }
}
