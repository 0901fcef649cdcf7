package dev.hone.planted.kits.spi.blob;

/** There to be used. */
public final class Blobs {
    public static final Blobs IT = new Blobs();

    private Blobs() {}
}
