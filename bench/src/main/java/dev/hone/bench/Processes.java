package dev.hone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Runs a side as a whole process, from start to end, with its output thrown away. */
final class Processes implements Rounds.Trial {
    private static final int MOST_OF_A_COMPLAINT = 2000;

    private final List<String> pinning;
    private final LongSupplier nanoClock;
    private final ChildTimes times = new ChildTimes();
    private final Path complaints;

    /** With {@code pinning} in front of each command: nothing, or what binds it to processors. */
    Processes(List<String> pinning, LongSupplier nanoClock) {
        this.pinning = List.copyOf(pinning);
        this.nanoClock = nanoClock;
        try {
            this.complaints = Files.createTempFile("hone-bench", ".err");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        complaints.toFile().deleteOnExit();
    }

    @Override
    public Sample run(Side side) {
        return run(side, List.of());
    }

    /** Runs a side behind the words of another command. */
    Sample run(Side side, List<String> before) {
        List<String> command = new ArrayList<>(pinning);
        command.addAll(before);
        command.addAll(side.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(side.folder().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(complaints.toFile());
        long cpu = times.nanos();
        long start = nanoClock.getAsLong();
        int exitCode = waitFor(side, builder);
        long end = nanoClock.getAsLong();
        if (exitCode != 0) {
            throw failed(side, exitCode);
        }
        return new Sample(end - start, times.nanos() - cpu);
    }

    private static int waitFor(Side side, ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process.waitFor();
        } catch (IOException e) {
            throw new BenchException(
                    BenchException.Code.COMMAND_FAILED,
                    "cannot start '" + side.name() + "' (" + String.join(" ", side.command()) + "): " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "interrupted", e);
        }
    }

    private BenchException failed(Side side, int exitCode) {
        String complaint;
        try {
            complaint = Files.readString(complaints).strip();
        } catch (IOException e) {
            complaint = "what it said cannot be read: " + e.getMessage();
        }
        return new BenchException(
                BenchException.Code.COMMAND_FAILED,
                "'" + side.name() + "' (" + String.join(" ", side.command()) + ") ended with exit code " + exitCode
                        + (complaint.isEmpty() ? "" : ":\n")
                        + complaint.substring(0, Math.min(complaint.length(), MOST_OF_A_COMPLAINT)));
    }
}
