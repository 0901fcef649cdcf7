package dev.hone.collect;

/**
 * What became of many profiles that were offered at once.
 *
 * @param refused how many are of no use, now and later
 * @param reason why the first of them is; empty when there is none
 */
public record PushSummary(int refused, String reason) {}
