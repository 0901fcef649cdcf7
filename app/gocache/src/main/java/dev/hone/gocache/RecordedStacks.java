package dev.hone.gocache;

import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Makes a pprof profile of where Java's flight recorder saw threads run. */
final class RecordedStacks {
    private final ProfileBuilder builder = new ProfileBuilder();
    private final Map<String, Integer> functions = new HashMap<>();
    private final Map<Line, Integer> locations = new HashMap<>();

    private record Line(int function, long number) {}

    private RecordedStacks() {}

    /** A CPU profile, with a sample for each time that a running thread was seen. */
    static byte[] cpu(Path file, Recording recording) throws IOException {
        RecordedStacks stacks = new RecordedStacks();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                @Nullable RecordedStackTrace trace = event.getStackTrace();
                if (trace != null && event.getEventType().getName().equals("jdk.ExecutionSample")) {
                    stacks.add(trace);
                }
            }
        }
        @Nullable Instant start = recording.getStartTime();
        @Nullable Instant stop = recording.getStopTime();
        Duration took = start == null || stop == null ? Duration.ZERO : Duration.between(start, stop);
        return stacks.write(start == null ? Instant.EPOCH : start, took);
    }

    private void add(RecordedStackTrace trace) {
        List<Integer> stack = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            if (frame.isJavaFrame()) {
                String name = frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName();
                Line line = new Line(
                        functions.computeIfAbsent(name, text -> builder.function(Text.of(text), 0)),
                        Math.max(0, frame.getLineNumber()));
                stack.add(locations.computeIfAbsent(line, at -> builder.location(at.function(), at.number())));
            }
        }
        if (!stack.isEmpty()) {
            builder.sample(stack, 1, SelfWatch.EVERY.toNanos());
        }
    }

    private byte[] write(Instant start, Duration took) {
        ValueType samples = new ValueType(Text.of("samples"), Text.of("count"));
        ValueType cpu = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));
        long nanos = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
        return Pprof.write(builder.build(List.of(samples, cpu), cpu, SelfWatch.EVERY.toNanos(), nanos, took.toNanos()));
    }
}
