package dev.hone.cache;

import java.time.Duration;

/**
 * What go was told when it asked for a result.
 *
 * @param size the result's bytes; 0 where there was none
 * @param received what of it came over the network for this build, as it was stored: compressed, perhaps
 * @param waited from the request to the answer
 */
public record Answered(Source source, long size, long received, Duration waited) {}
