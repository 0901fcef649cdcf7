package dev.hone.planted.plugs.spi.blob;

/** There to be used. */
public final class Blobs {
    public static final Blobs IT = new Blobs();

    private Blobs() {}
}
