package dev.hone.blob;

import dev.hone.base.ServiceUrl;

/** Opens the stores of one URL scheme; each plug that has stores offers one. */
public interface BlobScheme {
    /** What comes before {@code ://}. */
    String name();

    /**
     * Makes a store, and calls nobody yet.
     *
     * @throws BlobException or {@code ConfigurationException} when the URL makes no sense
     */
    BlobStore open(ServiceUrl url, Surroundings surroundings);
}
