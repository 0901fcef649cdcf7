package dev.hone.event;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a bus needs of the world: handed in when it is opened. */
public final class EventSurroundings {
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Map<String, String> environment;
    private final @Nullable BlobStore blobs;

    private EventSurroundings(
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            Map<String, String> environment,
            @Nullable BlobStore blobs) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.environment = environment;
        this.blobs = blobs;
    }

    /**
     * A world without environment variables and without blobs.
     *
     * @param random safe for many threads, and not to be guessed
     */
    public static EventSurroundings of(InstantSource clock, Sleeper sleeper, RandomGenerator random) {
        return new EventSurroundings(clock, sleeper, random, Map.of(), null);
    }

    /** With these environment variables, by which buses find their servers. */
    public EventSurroundings with(Map<String, String> variables) {
        return new EventSurroundings(clock, sleeper, random, Map.copyOf(variables), blobs);
    }

    /** With the store on which {@code blob://} keeps its queues, and which stays the caller's to close. */
    public EventSurroundings with(BlobStore store) {
        return new EventSurroundings(clock, sleeper, random, environment, store);
    }

    public InstantSource clock() {
        return clock;
    }

    public Sleeper sleeper() {
        return sleeper;
    }

    public RandomGenerator random() {
        return random;
    }

    /** The value of an environment variable; empty when it is not set or empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The store on which queues are kept, if there is one. */
    public Optional<BlobStore> blobs() {
        return Optional.ofNullable(blobs);
    }
}
