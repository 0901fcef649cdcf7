package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * Has Java's flight recorder watch this process while it serves, and writes what was seen at its end. What does not work is a
 * warning: a build does not fail for want of a profile.
 */
public final class SelfWatch implements AutoCloseable {
    static final Duration EVERY = Duration.ofMillis(10);

    private static final List<String> WAITING = List.of(
            "jdk.ThreadPark",
            "jdk.ThreadSleep",
            "jdk.JavaMonitorEnter",
            "jdk.JavaMonitorWait",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.FileRead",
            "jdk.FileWrite");

    private final Consumer<String> warnings;
    private final List<Watch> watches = new ArrayList<>();

    private record Watch(String file, Recording recording, boolean pprof) {}

    private SelfWatch(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Begins to watch for what is wanted; where nothing is, the flight recorder is not touched. */
    public static SelfWatch begin(ProfileFiles files, Consumer<String> warnings) {
        SelfWatch watch = new SelfWatch(warnings);
        watch.begin(files.cpu(), true, recording -> sample(recording, "jdk.ExecutionSample"));
        watch.begin(
                files.memory(),
                false,
                recording -> recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s"));
        watch.begin(files.time(), false, recording -> {
            sample(recording, "jdk.ExecutionSample");
            sample(recording, "jdk.NativeMethodSample");
            WAITING.forEach(event -> recording.enable(event).withThreshold(Duration.ofMillis(1)));
        });
        if (!files.trace().isEmpty()) {
            watch.begin(files.trace(), false, recording -> recording.setSettings(everything(warnings)));
        }
        return watch;
    }

    private static void sample(Recording recording, String event) {
        recording.enable(event).withPeriod(EVERY);
    }

    private static Map<String, String> everything(Consumer<String> warnings) {
        try {
            return Configuration.getConfiguration("profile").getSettings();
        } catch (IOException | ParseException e) {
            warnings.accept("this Java has no settings to record everything with: " + e.getMessage());
            return Map.of();
        }
    }

    private void begin(String file, boolean pprof, Consumer<Recording> settings) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Recording recording = new Recording();
            watches.add(new Watch(file, recording, pprof));
            settings.accept(recording);
            recording.start();
        } catch (IllegalStateException e) {
            warnings.accept("this process cannot be recorded: " + e.getMessage());
        }
    }

    /** Writes what was seen. */
    @Override
    public void close() {
        for (Watch watch : watches) {
            try (Recording recording = watch.recording()) {
                recording.stop();
                write(watch, recording);
            } catch (IOException | IllegalStateException | InvalidPathException e) {
                warnings.accept("no profile was written to " + watch.file() + ": " + e.getMessage());
            }
        }
    }

    private static void write(Watch watch, Recording recording) throws IOException {
        Path to = Path.of(watch.file());
        if (!watch.pprof()) {
            recording.dump(to);
            return;
        }
        Path raw = Files.createTempFile("hone-cache", ".jfr");
        try {
            recording.dump(raw);
            Files.write(to, RecordedStacks.cpu(raw, recording));
        } finally {
            Files.delete(raw);
        }
    }
}
