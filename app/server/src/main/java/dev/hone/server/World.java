package dev.hone.server;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a serving process is given of the world around it.
 *
 * @param nanoClock time, for how long things take
 * @param random chance
 * @param asked opens when the process is asked to end
 */
record World(LongSupplier nanoClock, RandomGenerator random, CountDownLatch asked) {}
