package dev.hone.cache;

/**
 * What was brought for a build before it asked.
 *
 * @param results how many, whether it asked for them or not
 * @param received the bytes that this took over the network
 * @param requests to the shared store
 */
public record Brought(long results, long received, long requests) {
    public static final Brought NOTHING = new Brought(0, 0, 0);
}
