package dev.hone.gocache.doctor;

/**
 * An input that is another in the second build.
 *
 * @param name whose key it is part of
 * @param what which input, such as {@code file main.go}
 * @param before as the first build has it; empty for not at all
 * @param after as the second has it
 */
record Changed(String name, String what, String before, String after) {}
