package dev.hone.planted.apps.bench.runs;

/** There to be used. */
public final class Runs {
    public static final Runs IT = new Runs();

    private Runs() {}
}
