package dev.hone.profile;

/**
 * A binary or library as it was loaded. Ids, addresses and offsets are unsigned.
 *
 * @param start first address
 * @param limit first address behind it
 * @param offset where in the file the mapped part starts
 */
public record Mapping(
        long id,
        long start,
        long limit,
        long offset,
        Text file,
        Text buildId,
        boolean hasFunctions,
        boolean hasFilenames,
        boolean hasLineNumbers,
        boolean hasInlineFrames) {}
