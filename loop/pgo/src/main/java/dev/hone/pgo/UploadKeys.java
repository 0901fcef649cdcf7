package dev.hone.pgo;

/**
 * By what an upload is known.
 *
 * @param staging the key of its staging blob, which autopgo knows it by; empty for none
 * @param id the SHA-256 of the profile as it was received; empty when not known
 */
record UploadKeys(String staging, String id) {
    static final UploadKeys NONE = new UploadKeys("", "");
}
