package dev.hone.blob;

import java.time.Instant;

/**
 * What is known of a blob.
 *
 * @param size the bytes of the whole blob
 * @param lastModified when it was stored, by the store's clock, to the second or better
 */
public record BlobInfo(long size, BlobVersion version, Instant lastModified, Metadata metadata) {}
