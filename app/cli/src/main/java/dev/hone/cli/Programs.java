package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.profile.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs other programs in a folder and takes what they print. */
record Programs(Path folder, Map<String, String> environment) {
    private static final int QUOTED = 500;

    Programs {
        environment = Map.copyOf(environment);
    }

    /** How a program ended and what it printed. */
    static final class Outcome {
        private final int exitCode;
        private final byte[] out;
        private final String err;

        private Outcome(int exitCode, byte[] out, String err) {
            this.exitCode = exitCode;
            this.out = out;
            this.err = err;
        }

        boolean isFine() {
            return exitCode == 0;
        }

        byte[] bytes() {
            return out.clone();
        }

        /** What it printed, without the last line feed. */
        String text() {
            return new String(out, StandardCharsets.UTF_8).stripTrailing();
        }

        /** What it complained of, fit for a message. */
        String complaint() {
            String text = err.strip().replaceAll("\\s+", " ");
            return Text.of(text.substring(0, Math.min(QUOTED, text.length()))).toString();
        }
    }

    Programs with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Programs(folder, more);
    }

    Programs without(String... variables) {
        Map<String, String> fewer = new HashMap<>(environment);
        List.of(variables).forEach(fewer::remove);
        return new Programs(folder, fewer);
    }

    /** Runs a program to its end, however that is. */
    Outcome run(byte[] input, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Process process = builder.start();
            Future<byte[]> err = executor.submit(() -> process.getErrorStream().readAllBytes());
            executor.execute(() -> feed(input, process));
            try (InputStream out = process.getInputStream()) {
                byte[] printed = out.readAllBytes();
                return new Outcome(process.waitFor(), printed, new String(err.get(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new NotRun(words.getFirst() + " could not be run; is it installed and on PATH? " + e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new NotRun("what " + words.getFirst() + " printed could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRun("the wait for " + words.getFirst() + " was interrupted", e);
        }
    }

    private static void feed(byte[] input, Process process) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input);
        } catch (IOException ignored) {
            // A program may end without reading all of it; then its exit code says how that was.
        }
    }

    /** Another program could not be run, or failed. */
    static final class NotRun extends HoneException {
        private static final long serialVersionUID = 1;

        NotRun(String message) {
            super(Code.NOT_RUN, message);
        }

        NotRun(String message, Exception cause) {
            super(Code.NOT_RUN, message, cause);
        }

        private enum Code implements ErrorCode {
            NOT_RUN;

            @Override
            public Kind kind() {
                return Kind.ENVIRONMENT;
            }
        }
    }
}
