package dev.hone.planted.faces.spi.blob.chunks;

/** There to be used. */
public final class Chunk {
    public static final Chunk IT = new Chunk();

    private Chunk() {}
}
