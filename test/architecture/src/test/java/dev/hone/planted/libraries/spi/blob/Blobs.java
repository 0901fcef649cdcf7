package dev.hone.planted.libraries.spi.blob;

/** There to be used. */
public final class Blobs {
    public static final Blobs IT = new Blobs();

    private Blobs() {}
}
