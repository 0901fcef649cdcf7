package dev.hone.collect;

import java.time.Instant;

/**
 * A span of time of which the profiles are wanted.
 *
 * @param start the first moment in it
 * @param end the first moment behind it
 */
public record Window(Instant start, Instant end) {}
