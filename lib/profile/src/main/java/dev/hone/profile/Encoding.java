package dev.hone.profile;

/** How the bytes of a profile file are packed. */
public enum Encoding {
    RAW,
    GZIP,
    ZSTD
}
