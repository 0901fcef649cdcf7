package dev.hone.cache;

/**
 * What was brought for a build before it asked.
 *
 * @param results how many, whether it asked for them or not
 * @param received the bytes that this took over the network
 * @param requests to the shared store
 * @param unused how many results were brought, or would have been, that it did not ask for, and {@code wasted} their bytes as they are stored
 */
public record Brought(long results, long received, long requests, long unused, long wasted) {
    public static final Brought NOTHING = new Brought(0, 0, 0, 0, 0);

    /** The same, where a build did not ask for so many. */
    Brought without(long others, long bytes) {
        return new Brought(results, received, requests, Math.min(results, others), Math.min(received, bytes));
    }
}
