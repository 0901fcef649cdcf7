package dev.hone.blob;

import java.time.Instant;

/** A line of a listing. */
public sealed interface Entry {
    /** What the listing is ordered by, and goes on {@linkplain Listing#after after}. */
    String name();

    /** A blob. */
    record Item(BlobKey key, long size, BlobVersion version, Instant lastModified) implements Entry {
        @Override
        public String name() {
            return key.value();
        }
    }

    /**
     * One or more blobs below a folder.
     *
     * @param name what their keys begin with, up to and with the slash
     */
    record Folder(String name) implements Entry {}
}
