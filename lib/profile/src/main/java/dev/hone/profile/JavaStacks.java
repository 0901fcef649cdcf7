package dev.hone.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/** Puts stacks that Java's flight recorder saw together as a pprof profile. */
public final class JavaStacks {
    private final ProfileBuilder builder = new ProfileBuilder();
    private final Map<String, Integer> functions = new HashMap<>();
    private final Map<Place, Integer> locations = new HashMap<>();

    /** A line of a function. */
    private record Place(int function, long line) {}

    /**
     * Adds a sample; a stack without a frame of Java is left out.
     *
     * @param values one for each type that {@link #write} names
     */
    public void add(RecordedStackTrace trace, long... values) {
        List<Integer> stack = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            if (frame.isJavaFrame()) {
                String name = frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName();
                Place place = new Place(function(name), Math.max(0, frame.getLineNumber()));
                stack.add(locations.computeIfAbsent(place, at -> builder.location(at.function(), at.line())));
            }
        }
        if (!stack.isEmpty()) {
            builder.sample(stack, values);
        }
    }

    private int function(String name) {
        return functions.computeIfAbsent(name, text -> builder.function(Text.of(text), 0));
    }

    /** The profile of what was added. */
    public byte[] write(List<ValueType> types, ValueType periodType, long period, Instant start, Duration duration) {
        long nanos = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
        return Pprof.write(builder.build(types, periodType, period, nanos, duration.toNanos()));
    }
}
