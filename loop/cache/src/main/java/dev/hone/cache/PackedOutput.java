package dev.hone.cache;

import dev.hone.blob.Content;

/**
 * An output ready to be stored.
 *
 * @param size its bytes, not compressed
 * @param encoding how {@code content} is to be read
 * @param content what is stored; can be had again
 */
public record PackedOutput(OutputId output, long size, Encoding encoding, Content content) {
    public PackedOutput {
        if (!content.repeatable()) {
            throw new IllegalArgumentException("what is stored must be repeatable");
        }
    }
}
