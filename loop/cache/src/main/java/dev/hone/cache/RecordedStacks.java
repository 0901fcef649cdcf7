package dev.hone.cache;

import dev.hone.profile.JavaStacks;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Makes a pprof profile of where Java's flight recorder saw threads run. */
final class RecordedStacks {
    private static final ValueType SAMPLES = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType CPU = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));

    private RecordedStacks() {}

    /** A CPU profile, with a sample for each time that a running thread was seen. */
    static byte[] cpu(Path file, Recording recording) throws IOException {
        JavaStacks stacks = new JavaStacks();
        long period = SelfWatch.EVERY.toNanos();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                @Nullable RecordedStackTrace trace = event.getStackTrace();
                if (trace != null && event.getEventType().getName().equals("jdk.ExecutionSample")) {
                    stacks.add(trace, 1, period);
                }
            }
        }
        @Nullable Instant start = recording.getStartTime();
        @Nullable Instant stop = recording.getStopTime();
        Duration took = start == null || stop == null ? Duration.ZERO : Duration.between(start, stop);
        return stacks.write(List.of(SAMPLES, CPU), CPU, period, start == null ? Instant.EPOCH : start, took);
    }
}
