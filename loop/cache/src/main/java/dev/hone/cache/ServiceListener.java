package dev.hone.cache;

/** Is told what a server of results gives and takes, to count it. Called by many threads. */
public interface ServiceListener {
    /** Counts nothing. */
    ServiceListener NONE = new ServiceListener() {};

    /** What became of a request for a result. */
    enum Given {
        /** It was there and trusted. */
        HIT,
        /** It was brought by the caller's own untrusted scope. */
        UNTRUSTED_HIT,
        MISS,
        /** Something is there that is no result. */
        SPOILED
    }

    /** What became of a result that was brought. */
    enum Taken {
        STORED,
        /** In an untrusted scope. */
        UNTRUSTED_STORED,
        /** It was not what it was said to be. */
        REFUSED
    }

    /** A result was asked for. */
    default void onGet(Given given, long bytes) {}

    /** Room was made. */
    default void onEvicted(StoreEviction.Result result) {}

    /** A result was brought. */
    default void onPut(Taken taken, long bytes) {}
}
