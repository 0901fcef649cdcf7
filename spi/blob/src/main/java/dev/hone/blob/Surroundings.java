package dev.hone.blob;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a store needs of the world: handed in when it is opened.
 *
 * @param random safe for many threads, and not to be guessed
 */
public record Surroundings(InstantSource clock, RandomGenerator random) {}
