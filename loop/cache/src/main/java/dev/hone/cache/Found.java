package dev.hone.cache;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A result that is here, in a file that stays for as long as the build that asked.
 *
 * @param size the file's bytes
 * @param time when it was first put, by whoever put it: go compares it with when its user last asked to forget test results
 * @param file absolute, without an extension, never written to again
 */
record Found(OutputId output, long size, Instant time, Path file) {}
