package dev.hone.cache;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of a result beside its bytes. All of it was written by others.
 *
 * @param size the result's bytes, not compressed
 * @param signature who says so, as {@link Seals} writes it; empty when nobody does
 */
record RemoteFacts(OutputId output, Encoding encoding, long size, String signature) {
    /** More than any file has, and less than what overflows. */
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    /** A size as text; absent is what a store may leave out. */
    static long size(@Nullable String text, long absent) {
        if (text == null) {
            return absent;
        }
        if (!SIZE.matcher(text).matches()) {
            throw new CacheException(CacheError.POISONED, "a result's size in the shared store is no number");
        }
        return Long.parseLong(text);
    }

    /** An id that is missing or misspelled belongs to the object, not to whoever asked for it. */
    static CacheException withoutOutput() {
        return new CacheException(CacheError.POISONED, "a result in the shared store does not say which output it is");
    }
}
