package dev.hone.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A side that stays: it answers every line {@code N} with the nanoseconds that one of N iterations took.
 *
 * <p>How the clock is read and how often is the side's own affair, so that nothing of ours is in its figures.
 */
final class WarmProcess implements AutoCloseable {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    private final Side side;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private WarmProcess(Side side, Process process) {
        this.side = side;
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static WarmProcess start(Side side, List<String> pinning) {
        List<String> command = new ArrayList<>(pinning);
        command.addAll(side.command());
        try {
            return new WarmProcess(
                    side,
                    new ProcessBuilder(command)
                            .directory(side.folder().toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new BenchException(
                    BenchException.Code.COMMAND_FAILED,
                    "cannot start '" + side.name() + "' (" + String.join(" ", command) + "): " + e.getMessage(),
                    e);
        }
    }

    /** The nanoseconds of one iteration, on average over this many. */
    double run(long iterations) {
        String answer;
        try {
            questions.write(iterations + "\n");
            questions.flush();
            answer = answers.readLine();
        } catch (IOException e) {
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "'" + side.name() + "' went away", e);
        }
        if (answer == null || !answer.strip().matches("[0-9]+(\\.[0-9]+)?")) {
            throw new BenchException(
                    BenchException.Code.COMMAND_FAILED,
                    "'" + side.name() + "' must answer each line N with the nanoseconds of one iteration, not with "
                            + (answer == null ? "the end of its output" : "'" + answer + "'"));
        }
        return Double.parseDouble(answer.strip());
    }

    /** The most memory it held so far, as Linux tells it; 0 elsewhere. */
    long peakBytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            Matcher peak = PEAK.matcher(Files.readString(status));
            return peak.find() ? Long.parseLong(peak.group(1)) * 1024 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it: the end of its input tells it to go, and if it stays it is made to. */
    @Override
    public void close() {
        process.destroy();
    }
}
