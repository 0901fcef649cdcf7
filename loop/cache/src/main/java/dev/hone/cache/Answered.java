package dev.hone.cache;

import java.time.Duration;

/**
 * What go was told when it asked for a result.
 *
 * @param action what it asked for
 * @param size the result's bytes; 0 where there was none
 * @param received what of it came over the network for this build, as it was stored: compressed, perhaps
 * @param begun when it asked, by the clock of the cache's surroundings
 * @param waited from the request to the answer
 */
public record Answered(Source source, ActionId action, long size, long received, long begun, Duration waited) {}
