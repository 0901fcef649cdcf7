package dev.hone.cache;

import dev.hone.blob.Content;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An output ready to be stored.
 *
 * @param size its bytes, not compressed
 * @param encoding how {@code content} is to be read
 * @param content what is stored; can be had again
 * @param signature who says that it is the action's, as {@link Seals} writes it; empty when nobody does
 * @param packed the file that {@code content} is, where a porter made it ready; else null
 */
public record PackedOutput(
        OutputId output,
        long size,
        Encoding encoding,
        Content content,
        String signature,
        @Nullable PackedFile packed) {
    public PackedOutput {
        if (!content.repeatable()) {
            throw new IllegalArgumentException("what is stored must be repeatable");
        }
    }

    /** What is made ready in this process. */
    public PackedOutput(OutputId output, long size, Encoding encoding, Content content, String signature) {
        this(output, size, encoding, content, signature, null);
    }

    /** A file that is stored as it is, and its digests. */
    record PackedFile(Path file, StoredDigests digests) {}

    /** The digests of what is stored. */
    StoredDigests digests() {
        return packed == null ? StoredDigests.of(content) : packed.digests();
    }

    /** The same, signed. */
    PackedOutput signed(String by) {
        return new PackedOutput(output, size, encoding, content, by, packed);
    }
}
