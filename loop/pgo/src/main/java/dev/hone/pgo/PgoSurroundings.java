package dev.hone.pgo;

import dev.hone.base.Sleeper;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What the stage takes from outside of itself.
 *
 * @param random unknown to whoever sends profiles; may be used by several threads
 * @param threads makes threads for what is done side by side
 */
public record PgoSurroundings(
        InstantSource clock, Sleeper sleeper, RandomGenerator random, ThreadFactory threads, PgoListener listener) {}
