package dev.hone.bench;

/**
 * What one run of one side took.
 *
 * @param nanos wall time: of the process, or of one iteration of a warm side
 * @param cpuNanos user and system time of the process and its children; not a number when it was not measured
 */
record Sample(double nanos, double cpuNanos) {}
