package dev.hone.cache;

/** Is told what a cache does, to count it. Called by many threads. */
public interface CacheListener {
    /** Counts nothing. */
    CacheListener NONE = new CacheListener() {};

    /** Where an answer came from. */
    enum Source {
        LOCAL,
        REMOTE,
        NONE
    }

    /** Go asked for a result, and was told. */
    default void onGet(Source source, long size) {}

    /** Go handed in a result. */
    default void onPut(long size) {}

    /** Something went wrong that a build did not notice. */
    default void onTrouble(String what) {}
}
