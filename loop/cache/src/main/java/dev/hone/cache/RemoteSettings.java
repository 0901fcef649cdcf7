package dev.hone.cache;

import java.time.Duration;

/**
 * How the shared store is treated. A duration or number of zero means none, as in cacheprog.
 *
 * @param get how long to wait for the first byte of a result, and how long its bytes may stay away
 * @param put how long storing a result may take at first; a large one may take longer
 * @param patience how long builds wait for the very first answer; while it is out they go on with misses
 * @param gets how many results are fetched at a time at most
 * @param puts how many results are stored at a time at most
 * @param errors after how many failures in a row the store is left alone
 * @param rest after which time it is tried again
 * @param least the smallest result that is shared, in bytes
 * @param ahead how many bytes are fetched at most before a build asks for them; here zero is zero
 */
public record RemoteSettings(
        Duration get,
        Duration put,
        Duration patience,
        int gets,
        int puts,
        int errors,
        Duration rest,
        long least,
        long ahead) {
    public static final RemoteSettings USUAL = new RemoteSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            0,
            0,
            10,
            Duration.ofSeconds(15),
            0,
            2L << 30);
}
