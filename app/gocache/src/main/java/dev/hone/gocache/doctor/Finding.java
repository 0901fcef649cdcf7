package dev.hone.gocache.doctor;

/**
 * A reason why keys differ.
 *
 * @param name the first key it was found in, such as {@code build example.com/app}
 * @param input which of its inputs
 * @param before as the first build has it; empty for not at all
 * @param after as the second has it
 * @param keys in how many keys the same was found
 */
public record Finding(Cause cause, String name, String input, String before, String after, long keys) {}
