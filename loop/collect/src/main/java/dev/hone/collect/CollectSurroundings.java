package dev.hone.collect;

import dev.hone.base.Sleeper;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What the stage is given of the world around it.
 *
 * @param threads makes threads that may be many and mostly wait
 */
public record CollectSurroundings(
        InstantSource clock,
        Sleeper sleeper,
        RandomGenerator random,
        ThreadFactory threads,
        CollectListener listener) {}
