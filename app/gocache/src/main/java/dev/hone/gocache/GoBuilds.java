package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.gocache.doctor.InputLog;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Runs builds of which go says what it hashes into its keys, with the cache that the user has. */
final class GoBuilds {
    /** What of go's settings becomes part of keys, or decides what does. */
    private static final List<String> SETTINGS = List.of(
            "GOVERSION",
            "GOFLAGS",
            "GOOS",
            "GOARCH",
            "GOAMD64",
            "GOARM64",
            "GOARM",
            "GOEXPERIMENT",
            "CGO_ENABLED",
            "CC",
            "CXX",
            "CGO_CFLAGS",
            "CGO_CPPFLAGS",
            "CGO_CXXFLAGS",
            "CGO_LDFLAGS");

    /** What go takes for a program that nobody wants. */
    static final String NOWHERE = File.separatorChar == '/' ? "/dev/null" : "NUL";

    private static final int LARGEST = 1 << 20;

    private final Map<String, String> environment;

    GoBuilds(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The command line for the words that a user wrote: those of go build alone, or a whole command. With nothing it is everything
     * in this module, and nothing is written.
     */
    static List<String> command(List<String> words) {
        if (words.isEmpty()) {
            return List.of("go", "build", "-o", NOWHERE, "./...");
        }
        String first = words.getFirst();
        if (first.startsWith("-") || first.equals(".") || first.endsWith("...")) {
            List<String> line = new ArrayList<>(List.of("go", "build"));
            line.addAll(words);
            return line;
        }
        return words;
    }

    /** Whether a build makes everything anew, whatever is cached. */
    static boolean rebuilds(List<String> command, Map<String, String> settings) {
        return command.contains("-a")
                || List.of(settings.getOrDefault("GOFLAGS", "").split(" ", -1)).contains("-a");
    }

    /** Runs a build in a folder, and keeps what go said of its keys in a file. */
    InputLog run(List<String> command, Path folder, Path to) {
        Map<String, String> settings = settings(folder);
        ProcessBuilder builder = builder(command, folder).redirectOutput(Redirect.DISCARD);
        String debug = environment.getOrDefault("GODEBUG", "");
        builder.environment().put("GODEBUG", debug.isEmpty() ? "gocachehash=1" : debug + ",gocachehash=1");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            InputLog.Said said;
            try (InputStream errors = process.getErrorStream()) {
                said = InputLog.record(errors, to, folder.toString(), settings);
            } finally {
                process.destroy();
            }
            if (process.waitFor() != 0) {
                throw new CacheException(
                        CacheError.BUILD_FAILED,
                        "the build does not work, so there is nothing to compare: " + String.join(" ", command) + "\n"
                                + String.join("\n", said.words()));
            }
            return InputLog.open(to);
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.BUILD_FAILED, String.join(" ", command) + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.BUILD_FAILED, "the wait for a build was interrupted", e);
        }
    }

    /** What {@code go env} says of the settings that count. */
    Map<String, String> settings(Path folder) {
        List<String> command = new ArrayList<>(List.of("go", "env", "-json"));
        command.addAll(SETTINGS);
        Map<String, String> settings = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), output(command, folder))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    settings.put(name, json.getString());
                }
            }
            return settings;
        } catch (JacksonException e) {
            throw new CacheException(CacheError.BUILD_FAILED, "go env says nothing that can be read", e);
        }
    }

    /** What a command prints; it has to work. */
    String output(List<String> command, Path folder) {
        try {
            Process process =
                    builder(command, folder).redirectError(Redirect.DISCARD).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(LARGEST), StandardCharsets.UTF_8);
            process.getInputStream().close();
            if (process.waitFor() != 0) {
                throw new CacheException(CacheError.BUILD_FAILED, String.join(" ", command) + " failed");
            }
            return said;
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.BUILD_FAILED,
                    command.getFirst() + " could not be run; is it installed and on PATH? " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.BUILD_FAILED, "the wait for go was interrupted", e);
        }
    }

    /** A process with the user's variables, in a folder. */
    ProcessBuilder builder(List<String> command, Path folder) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        // A shell that was told where it is keeps to that, and so does go.
        builder.environment().put("PWD", folder.toString());
        return builder;
    }
}
