package dev.hone.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * What a serving process is given of the world around it.
 *
 * @param clock the time of day
 * @param nanoClock time, for how long things take
 * @param random chance that nobody can guess, for any thread
 * @param environment its variables
 * @param asked opens when the process is asked to end
 */
record World(
        InstantSource clock,
        LongSupplier nanoClock,
        SecureRandom random,
        Map<String, String> environment,
        CountDownLatch asked) {}
