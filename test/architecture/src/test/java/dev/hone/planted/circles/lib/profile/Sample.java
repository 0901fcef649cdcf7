package dev.hone.planted.circles.lib.profile;

/** There to be used. */
public final class Sample {
    public static final Sample IT = new Sample();

    private Sample() {}
}
