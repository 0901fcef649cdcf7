package dev.hone.cache;

import dev.hone.blob.Content;

/**
 * An output ready to be stored.
 *
 * @param size its bytes, not compressed
 * @param encoding how {@code content} is to be read
 * @param content what is stored; can be had again
 * @param signature who says that it is the action's, as {@link Seals} writes it; empty when nobody does
 */
public record PackedOutput(OutputId output, long size, Encoding encoding, Content content, String signature) {
    public PackedOutput {
        if (!content.repeatable()) {
            throw new IllegalArgumentException("what is stored must be repeatable");
        }
    }

    /** The same, signed. */
    PackedOutput signed(String by) {
        return new PackedOutput(output, size, encoding, content, by);
    }
}
