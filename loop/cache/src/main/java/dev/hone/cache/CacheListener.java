package dev.hone.cache;

/** Is told what a cache does, to count it. Called by many threads. */
public interface CacheListener {
    /** Counts nothing. */
    CacheListener NONE = new CacheListener() {};

    /** Go asked for a result, and was told. */
    default void onGet(Answered answered) {}

    /** The build has ended, and so much was brought for it before it asked. */
    default void onBrought(Brought brought) {}

    /** Go handed in a result. */
    default void onPut(long size) {}

    /** A result of this build waits to be shared. */
    default void onOffered() {}

    /** What became of it, perhaps long after the build: whether it waits no more, and the bytes that were sent. */
    default void onSettled(RemoteCall.Outcome outcome, long sent) {}

    /**
     * The shared store was asked for a result, or given one. Told to who counts for the whole store and to the build that it was for; of what
     * a porter brought by a manifest only the build hears, when all that has come.
     */
    default void onRemote(RemoteCall call) {}

    /** Something that a person can mend, and without which builds are slower. Told once, not for each request. */
    default void onWarning(String what) {}

    /** Something went wrong that a build did not notice. */
    default void onTrouble(String what) {}
}
