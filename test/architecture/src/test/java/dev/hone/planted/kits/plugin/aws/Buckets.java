package dev.hone.planted.kits.plugin.aws;

/** There to be used. */
public final class Buckets {
    public static final Buckets IT = new Buckets();

    private Buckets() {}
}
