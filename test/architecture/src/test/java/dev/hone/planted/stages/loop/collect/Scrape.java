package dev.hone.planted.stages.loop.collect;

/** There to be used. */
public final class Scrape {
    public static final Scrape IT = new Scrape();

    private Scrape() {}
}
