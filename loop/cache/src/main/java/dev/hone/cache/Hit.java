package dev.hone.cache;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A result that the shim has found in the folder without asking.
 *
 * @param id go's number for the request, by which it has its place among the others
 * @param size its bytes
 * @param begun from the go command's beginning to its request
 * @param waited from go's request to the answer
 */
record Hit(long id, ActionId action, long size, Duration begun, Duration waited) {
    private static final int BYTES = 2 * Long.BYTES + Digests.BYTES + 2 * Integer.BYTES;

    /** Reads them as a shim writes them: each go's number in 8 bytes, the action in 32, the size in 8 and two times in 4. */
    static List<Hit> parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new CacheException(CacheError.BAD_REQUEST, "hits that are no base64", e);
        }
        if (bytes.length % BYTES != 0) {
            throw new CacheException(CacheError.BAD_REQUEST, "hits of " + bytes.length + " bytes");
        }
        List<Hit> hits = new ArrayList<>(bytes.length / BYTES);
        ByteBuffer each = ByteBuffer.wrap(bytes);
        while (each.hasRemaining()) {
            long id = each.getLong();
            byte[] action = new byte[Digests.BYTES];
            each.get(action);
            long size = Math.max(0, each.getLong());
            hits.add(new Hit(id, ActionId.ofBytes(action), size, micros(each.getInt()), micros(each.getInt())));
        }
        return hits;
    }

    private static Duration micros(int unsigned) {
        return Duration.of(Integer.toUnsignedLong(unsigned), ChronoUnit.MICROS);
    }
}
