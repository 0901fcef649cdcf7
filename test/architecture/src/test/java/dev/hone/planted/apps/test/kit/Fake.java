package dev.hone.planted.apps.test.kit;

/** There to be used. */
public final class Fake {
    public static final Fake IT = new Fake();

    private Fake() {}
}
