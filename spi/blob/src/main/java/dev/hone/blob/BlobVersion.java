package dev.hone.blob;

/**
 * Tells one state of a blob from another: blobs with equal key and version have equal bytes. Only its own store can read
 * more into it.
 */
public record BlobVersion(String value) {
    public BlobVersion {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a version has at least one character");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
