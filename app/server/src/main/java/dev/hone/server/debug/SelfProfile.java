package dev.hone.server.debug;

import dev.hone.base.Sleeper;
import dev.hone.profile.JavaStacks;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Has Java's flight recorder watch this process for a while, and makes a profile of what it saw. */
final class SelfProfile {
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final ValueType CPU = type("cpu", "nanoseconds");
    private static final ValueType SPACE = type("alloc_space", "bytes");

    private final InstantSource clock;
    private final Sleeper sleeper;

    SelfProfile(InstantSource clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** What is watched. */
    enum Kind {
        /** Where threads that run are, a hundred times a second. */
        CPU("jdk.ExecutionSample"),
        /** Where memory is allocated; Java cannot tell cheaply where that which is still in use was. */
        HEAP("jdk.ObjectAllocationSample");

        private final String event;

        Kind(String event) {
            this.event = event;
        }
    }

    private static ValueType type(String type, String unit) {
        return new ValueType(Text.of(type), Text.of(unit));
    }

    /** A profile of the time that begins now. */
    byte[] take(Kind kind, Duration duration) throws IOException, InterruptedException {
        Instant start = clock.instant();
        Path file = Files.createTempFile("hone-self", ".jfr");
        try (Recording recording = new Recording()) {
            switch (kind) {
                case CPU -> recording.enable(kind.event).withPeriod(EVERY);
                case HEAP -> recording.enable(kind.event).with("throttle", "1000/s");
            }
            recording.start();
            sleeper.sleep(duration);
            recording.stop();
            recording.dump(file);
            return profile(kind, file, start, duration);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] profile(Kind kind, Path file, Instant start, Duration duration) throws IOException {
        JavaStacks profile = new JavaStacks();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(kind.event) && event.getStackTrace() != null) {
                    switch (kind) {
                        case CPU -> profile.add(event.getStackTrace(), 1, EVERY.toNanos());
                        case HEAP -> profile.add(event.getStackTrace(), event.getLong("weight"));
                    }
                }
            }
        }
        return switch (kind) {
            case CPU -> profile.write(List.of(type("samples", "count"), CPU), CPU, EVERY.toNanos(), start, duration);
            case HEAP -> profile.write(List.of(SPACE), SPACE, 1, start, duration);
        };
    }
}
