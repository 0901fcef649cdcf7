package dev.hone.pgo;

import java.util.List;

/**
 * What became of an upload.
 *
 * @param key of its staging blob, as autopgo answers
 * @param id SHA-256 of the profile as it was received
 * @param samples in it
 * @param flags codes of what is odd about it
 * @param duplicate whether it was here before, so that nothing changed
 */
public record UploadReceipt(String key, String id, long samples, List<String> flags, boolean duplicate) {
    public UploadReceipt {
        flags = List.copyOf(flags);
    }
}
