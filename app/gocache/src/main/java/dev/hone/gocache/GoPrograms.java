package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.gocache.pgo.GoProfiles;
import dev.hone.gocache.pgo.Guidance;
import dev.hone.gocache.pgo.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The programs that patterns name, as go lists them.
 *
 * @param libraries how many packages they name that are no programs
 * @param flag what the user has go do about profiles, by GOFLAGS: {@code auto}, {@code off} or a file
 */
record GoPrograms(GoVersion version, List<Program> programs, int libraries, String flag) {
    static final String AUTO = "auto";
    static final String OFF = "off";
    /** In all lists of packages, and compiled by nobody. */
    private static final Set<String> BUILTIN = Set.of("unsafe", "C");

    private static final int LONGEST_COMPLAINT = 2000;

    GoPrograms {
        programs = List.copyOf(programs);
    }

    /** A package as go lists it. */
    private record Listed(String importPath, String name, String folder, Set<String> imports) {}

    static GoPrograms of(GoBuilds go, Path folder, List<String> patterns) {
        Map<String, String> settings = go.settings(folder);
        GoVersion version = GoVersion.of(settings.getOrDefault("GOVERSION", ""));
        if (version.minor() < GoProfiles.FIRST) {
            throw new CacheException(
                    CacheError.BUILD_FAILED,
                    version.text() + " uses no default.pgo by itself; Go 1." + GoProfiles.FIRST + " and newer do");
        }
        String flag = GoFlags.of(GoWords.split(settings.getOrDefault("GOFLAGS", "")))
                .value("pgo")
                .orElse(AUTO);
        GoProfiles profiles = new GoProfiles(version.minor());
        Map<Path, Guidance> known = new HashMap<>();
        List<Program> programs = new ArrayList<>();
        int libraries = 0;
        for (Listed listed : listed(go, folder, patterns)) {
            if (listed.name().equals("main")) {
                Path home = Path.of(listed.folder());
                Path file = flag.equals(AUTO) ? home.resolve("default.pgo") : folder.resolve(flag);
                Guidance now = flag.equals(OFF) ? new Guidance.None() : known.computeIfAbsent(file, profiles::there);
                Set<String> packages = new HashSet<>(listed.imports());
                packages.removeAll(BUILTIN);
                packages.add(listed.importPath());
                programs.add(new Program(listed.importPath(), home, packages, now));
            } else {
                libraries++;
            }
        }
        return new GoPrograms(version, programs, libraries, flag);
    }

    private static List<Listed> listed(GoBuilds go, Path folder, List<String> patterns) {
        // With profiles go lists each package once for each of them.
        List<String> command =
                new ArrayList<>(List.of("go", "list", "-pgo=off", "-json=ImportPath,Name,Dir,Deps", "--"));
        command.addAll(patterns);
        try {
            Process process = go.builder(command, folder).start();
            process.getOutputStream().close();
            FutureTask<String> complaint = new FutureTask<>(() -> complaint(process));
            Thread.ofVirtual().start(complaint);
            List<Listed> listed;
            // Who stops reading closes it, and by that ends go.
            try (InputStream out = process.getInputStream();
                    JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), out)) {
                listed = parse(json);
            }
            if (process.waitFor() != 0) {
                throw new CacheException(
                        CacheError.BUILD_FAILED,
                        "go cannot say what " + String.join(" ", patterns) + " are:\n" + complaint.get());
            }
            return listed;
        } catch (IOException | JacksonException | ExecutionException e) {
            throw new CacheException(CacheError.BUILD_FAILED, "go list could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.BUILD_FAILED, "the wait for go was interrupted", e);
        }
    }

    private static String complaint(Process process) throws IOException {
        try (InputStream errors = process.getErrorStream()) {
            String said = new String(errors.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8).strip();
            errors.transferTo(OutputStream.nullOutputStream());
            return said;
        }
    }

    /** One object after the other. */
    private static List<Listed> parse(JsonParser json) {
        List<Listed> listed = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> texts = new HashMap<>();
            Set<String> imports = new HashSet<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_STRING -> texts.put(name, json.getString());
                    case START_ARRAY -> {
                        while (json.nextToken() == JsonToken.VALUE_STRING) {
                            imports.add(json.getString());
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            listed.add(new Listed(
                    texts.getOrDefault("ImportPath", ""),
                    texts.getOrDefault("Name", ""),
                    texts.getOrDefault("Dir", ""),
                    imports));
        }
        return listed;
    }
}
