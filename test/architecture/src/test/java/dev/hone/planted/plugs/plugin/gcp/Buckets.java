package dev.hone.planted.plugs.plugin.gcp;

/** There to be used. */
public final class Buckets {
    public static final Buckets IT = new Buckets();

    private Buckets() {}
}
