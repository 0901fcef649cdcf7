package dev.hone.cache;

/**
 * What a client says of a result that it brings. All of it may be wrong.
 *
 * @param size the result's bytes, not compressed
 * @param length the bytes that come
 * @param md5 of the bytes that come, in hexadecimal; empty when it does not say
 * @param sha256 the same
 * @param signature who says that it is the action's; empty when nobody does. It is for those who get it, and not looked into here
 */
public record Offer(
        ActionId action,
        OutputId output,
        long size,
        Encoding encoding,
        long length,
        String md5,
        String sha256,
        String signature) {}
