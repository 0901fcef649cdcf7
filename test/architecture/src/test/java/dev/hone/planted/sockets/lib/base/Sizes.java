package dev.hone.planted.sockets.lib.base;

/** There to be used. */
public final class Sizes {
    public static final Sizes IT = new Sizes();

    private Sizes() {}
}
