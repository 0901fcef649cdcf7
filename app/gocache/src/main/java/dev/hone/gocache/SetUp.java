package dev.hone.gocache;

import dev.hone.base.Component.Health;
import dev.hone.base.GoDuration;
import dev.hone.base.HoneException;
import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.RemoteChoice;
import dev.hone.command.Version;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at what stands between go and its cache, one thing after the other. */
final class SetUp {
    private static final String VARIABLE = CacheProgram.VARIABLE;
    private static final long LEAST_ROOM = 1L << 30;
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final CacheSurroundings surroundings;
    private final Path folder;
    private final GoBuilds go;

    SetUp(Map<String, String> environment, CacheSurroundings surroundings, Path folder) {
        this.environment = environment;
        this.surroundings = surroundings;
        this.folder = folder;
        this.go = new GoBuilds(environment);
    }

    /**
     * All of it.
     *
     * @param named the folder of the cache, where one was named; empty for that which builds use
     */
    List<SetUpCheck> checks(String named) {
        List<SetUpCheck> checks = new ArrayList<>();
        checks.add(goVersion());
        CacheProgram program = program(checks);
        Optional<CacheOptions> options = options(program, checks);
        if (options.isPresent()) {
            Path root =
                    named.isEmpty() ? options.get().root() : new CacheRoot(environment, Assembly.platform()).of(named);
            checks.add(folder(options.get().in(root)));
            checks.add(daemon(root, program.words()));
            checks.add(remote(options.get().in(root)));
        }
        return checks;
    }

    private SetUpCheck goVersion() {
        try {
            GoVersion version = GoVersion.of(
                    go.output(List.of("go", "env", "GOVERSION"), folder).strip());
            return version.hasHelpers()
                    ? SetUpCheck.fine("go", version.text())
                    : SetUpCheck.problem(
                            "go",
                            version.text() + " has no GOCACHEPROG",
                            "Use " + GoVersion.firstWithHelpers() + " or newer.");
        } catch (HoneException e) {
            return SetUpCheck.problem("go", String.valueOf(e.getMessage()), "Install Go, and put it on PATH.");
        }
    }

    /** The words of GOCACHEPROG, started once as go starts them. */
    private CacheProgram program(List<SetUpCheck> checks) {
        CacheProgram program;
        try {
            program = CacheProgram.of(go, folder);
        } catch (HoneException | IllegalArgumentException e) {
            checks.add(SetUpCheck.problem(
                    VARIABLE, String.valueOf(e.getMessage()), "hone cache install says what to write."));
            return CacheProgram.of("");
        }
        checks.add(
                program.words().isEmpty()
                        ? SetUpCheck.problem(
                                VARIABLE,
                                "is not set: go uses its own cache",
                                "hone cache install --set, or set the variable.")
                        : started(program.value(), program.words()));
        return program;
    }

    private SetUpCheck started(String value, List<String> words) {
        String advice = "hone cache install builds what go starts, and says what to write.";
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            long begun = surroundings.nanoClock().getAsLong();
            Process process = builder.redirectError(Redirect.DISCARD).start();
            process.getOutputStream().close();
            Thread guard = Thread.ofVirtual().start(() -> end(process));
            try (InputStream out = process.getInputStream()) {
                String hello = firstLine(out);
                Duration took = Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
                return hello.contains("\"KnownCommands\"")
                        ? SetUpCheck.fine(VARIABLE, value + " answers in " + ReportWords.span(took))
                        : SetUpCheck.problem(
                                VARIABLE,
                                value + " does not answer as go expects" + (hello.isEmpty() ? "" : ": " + hello),
                                advice);
            } finally {
                guard.interrupt();
            }
        } catch (IOException e) {
            return SetUpCheck.problem(
                    VARIABLE,
                    value + " cannot be started: "
                            + String.valueOf(e.getMessage()).strip(),
                    advice);
        }
    }

    /** Whoever does not answer in time is ended, so that nobody waits for ever. */
    private static void end(Process process) {
        try {
            if (!process.waitFor(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // It has answered; without input it ends by itself.
            return;
        }
    }

    private static String firstLine(InputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = out.read(); c >= 0 && c != '\n' && line.length() < 1000; c = out.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** What builds want of the cache; empty when that cannot be read. */
    private Optional<CacheOptions> options(CacheProgram program, List<SetUpCheck> checks) {
        try {
            CacheOptions options = CacheOptions.read(program.settings(), environment, Assembly.platform());
            for (String warning : options.warnings()) {
                checks.add(SetUpCheck.problem("settings", warning, "Leave it out where it is of no use."));
            }
            return Optional.of(options);
        } catch (HoneException e) {
            checks.add(SetUpCheck.problem(
                    "settings", String.valueOf(e.getMessage()), "Mend the variable or the words in " + VARIABLE + "."));
            return Optional.empty();
        }
    }

    private SetUpCheck folder(CacheOptions options) {
        Path root = options.root();
        if (!Files.isDirectory(root)) {
            return SetUpCheck.fine("folder", root + " is made by the first build");
        }
        try {
            BuildCache.open(root, options.local(), surroundings).close();
            long room = Files.getFileStore(root).getUsableSpace();
            return room < LEAST_ROOM
                    ? SetUpCheck.problem(
                            "folder",
                            root + ": its disk has only " + ReportWords.bytes(room) + " left",
                            "Make room; hone cache gc --max-size removes what is least used.")
                    : SetUpCheck.fine("folder", root + " is this user's and can be written");
        } catch (HoneException | IOException e) {
            return SetUpCheck.problem(
                    "folder",
                    String.valueOf(e.getMessage()),
                    "Name another one with HONE_CACHE_DIR, or mend this one.");
        }
    }

    private SetUpCheck daemon(Path root, List<String> words) {
        if (words.contains("direct")) {
            return SetUpCheck.fine("daemon", "is not asked by hone cache direct");
        }
        try {
            Optional<DaemonStatus> status =
                    DaemonCall.of(root, environment).ask("status", List.of()).map(DaemonStatus::parse);
            if (status.isPresent()) {
                return SetUpCheck.fine("daemon", status.get().summary(Version.current()));
            }
            Path failed = root.resolve("daemon.failed");
            if (Files.exists(failed)) {
                return SetUpCheck.problem(
                        "daemon",
                        "could not be started: " + text(failed),
                        "Look into " + root.resolve("daemon.log") + "; builds go on without the cache.");
            }
            return SetUpCheck.fine("daemon", "none is running; the next build starts one");
        } catch (HoneException | IOException e) {
            return SetUpCheck.problem(
                    "daemon", String.valueOf(e.getMessage()), "hone cache stop ends it, if it is there.");
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(1000), StandardCharsets.UTF_8).strip();
        }
    }

    private SetUpCheck remote(CacheOptions options) {
        if (options.remote() instanceof RemoteChoice.Disabled) {
            return SetUpCheck.fine("shared store", "none: results stay on this machine");
        }
        String store = WhichBuild.store(options.remote());
        long begun = surroundings.nanoClock().getAsLong();
        Health health = Assembly.check(options, surroundings);
        Duration took = Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
        return switch (health) {
            case Health.Good good ->
                SetUpCheck.fine(
                        "shared store",
                        store + " answered after " + GoDuration.format(Duration.ofMillis(took.toMillis())));
            case Health.Bad bad ->
                SetUpCheck.problem(
                        "shared store",
                        store + ": " + bad.reason(),
                        "Builds go on without it. Look at its address, at the network and at the keys.");
        };
    }
}
