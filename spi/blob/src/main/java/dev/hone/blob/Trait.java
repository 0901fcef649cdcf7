package dev.hone.blob;

/** Names a promise of {@link BlobStore} that not every store can keep. */
public enum Trait {
    /** {@link Condition.IfAbsent} is obeyed, races included. */
    PUT_IF_ABSENT,
    /** {@link Condition.IfVersion} is obeyed, races included. */
    PUT_IF_VERSION,
    /** {@link BlobStore#delete(BlobKey, BlobVersion)} works. */
    DELETE_IF_VERSION,
    /** Metadata is kept. */
    METADATA,
    /** Each put makes a version that was never there before. Without this, equal bytes may have equal versions. */
    VERSION_PER_PUT,
    /** {@code a} and {@code a/b} can be there together. */
    NESTED_KEYS,
    /** A key's part between two slashes may be as long as a key. Without this, 80 bytes are sure to work. */
    LONG_NAMES
}
