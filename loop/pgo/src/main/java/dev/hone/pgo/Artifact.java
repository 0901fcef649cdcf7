package dev.hone.pgo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A published profile in one of its forms.
 *
 * @param digest which changes when the bytes do; for {@code ETag}
 * @param generation it is of; 0 for one that another program published
 * @param app whose profile it is: that which was asked for, or one that stands in for it
 * @param length of the body
 * @param body as it is stored, to be read once and closed
 * @param sum what was published; null where nobody said
 */
public record Artifact(
        String digest,
        int generation,
        AppName app,
        long length,
        InputStream body,
        @Nullable Sum sum) {

    /** What a file of a generation was when it was published. */
    record Sum(String file, String sha256) {}

    /**
     * Reads the body, and makes sure that it is what was published.
     *
     * @throws PgoException when it is not
     */
    public byte[] bytes() {
        byte[] bytes;
        try (body) {
            bytes = body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a stored profile of '" + app + "' failed", e);
        }
        if (sum != null && !Sha256.of(bytes).equals(sum.sha256())) {
            throw GenerationManifest.changed(sum.file(), generation, app);
        }
        return bytes;
    }
}
