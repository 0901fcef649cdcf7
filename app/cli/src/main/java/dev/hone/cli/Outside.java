package dev.hone.cli;

import dev.hone.base.Sleeper;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What commands need of the world beside their terminal.
 *
 * @param clock the time of day
 * @param random for keys; made when it is first needed, since few commands do
 * @param sleeper lets time pass between two looks
 */
record Outside(InstantSource clock, Supplier<SecureRandom> random, Sleeper sleeper) {}
