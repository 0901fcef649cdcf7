package dev.hone.gopgo;

import dev.hone.profile.Text;

/**
 * A call as the Go compiler knows it: from a function, some lines below its start, to another one.
 *
 * @param offset the line of the call minus the line on which the caller starts; may be negative
 * @param weight how often it was seen, in samples or nanoseconds
 */
public record Edge(Text caller, Text callee, long offset, long weight) {}
