package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One process to run: its words, its folder, its environment. Nothing of this process's own environment is handed on but
 * what names the tools and the terminal-free locale, so that a test says all that matters.
 */
record Call(List<String> words, Path folder, Map<String, String> environment) {
    private static final long LONGEST_SECONDS = 840;

    /** How a process ended, and what it said. */
    record Outcome(int exit, String out, String err) {}

    static Call of(Path program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.addAll(List.of(arguments));
        Call call = new Call(words, Path.of("/"), usualEnvironment());
        // The compiler spends a fifth of its time on its garbage.
        return program.endsWith("go") ? call.with("GOGC", "400") : call;
    }

    private static Map<String, String> usualEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("HONE_JAVA_HOME", System.getProperty("java.home"));
        return environment;
    }

    Call in(Path where) {
        return new Call(words, where, environment);
    }

    Call with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put(name, value);
        return new Call(words, folder, changed);
    }

    Call without(String name) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.remove(name);
        return new Call(words, folder, changed);
    }

    /** The same call as a user whom file permissions bind; for everybody but root that is whoever runs this. */
    Call asOrdinaryUser() {
        if (!System.getProperty("user.name").equals("root")) {
            return this;
        }
        List<String> changed = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        changed.addAll(words);
        return new Call(changed, folder, environment);
    }

    /** The same call, with the signals of a terminal as one has them: a shell's background jobs, and nohup's, are started deaf to them. */
    Call interruptible() {
        List<String> changed = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
        changed.addAll(words);
        return new Call(changed, folder, environment);
    }

    Outcome run() {
        return start().end();
    }

    Running start() {
        try {
            Path out = Files.createTempFile("hone-", ".out");
            Path err = Files.createTempFile("hone-", ".err");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + words, e);
        }
    }

    /** Starts the process with pipes that the caller reads. */
    Process startPiped() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + words, e);
        }
    }

    /** A process under way, with its output in files so that nobody has to read along. */
    record Running(Process process, Path out, Path err) {
        Outcome end() {
            try {
                process.getOutputStream().close();
                return await();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for the end and leaves standard input open. */
        Outcome await() {
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + LONGEST_SECONDS + " s: " + process.info());
                }
                Outcome outcome = new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
                Files.delete(out);
                Files.delete(err);
                return outcome;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new AssertionError("interrupted while waiting for " + process.info(), e);
            }
        }
    }
}
