package dev.hone.planted.plugs.loop.pgo;

/** There to be used. */
public final class Merge {
    public static final Merge IT = new Merge();

    private Merge() {}
}
