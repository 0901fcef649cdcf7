package dev.hone.cache;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the cache is given of the world around it.
 *
 * @param clock the time of day
 * @param nanoClock time, for how long things take
 * @param random chance, for names that nobody else uses; for any thread
 */
public record CacheSurroundings(InstantSource clock, LongSupplier nanoClock, RandomGenerator random) {}
