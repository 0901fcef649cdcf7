package dev.hone.gocache;

import dev.hone.base.Sleeper;
import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.RemoteChoice;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code hone cache warm}: builds once and throws the result away, so that whoever builds next finds it made. */
final class CacheWarm implements Command {
    private static final Duration USUAL = Duration.ofMinutes(10);
    /** A report is written when the process that served the build notices that it has ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STEP = Duration.ofMillis(50);

    private final CacheSurroundings surroundings;

    CacheWarm(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Build once, throw the programs away, and wait until what was made is shared: after a new default.pgo is "
                        + "checked in, or a new Go is rolled out, so that people find the cache warm. The build is like any other: it "
                        + "finds what is made already, and what it makes is found by those who build the same with the same flags.",
                "Ends with go's own exit code when the build fails, and with 1 when not all was shared in time.");
        declaration
                .option(
                        "--profile",
                        "FILE",
                        "Build with this profile instead of each program's default.pgo. Others find the packages; a main package, "
                                + "whose key holds the profile's path, only where they build with the same path, or under -trimpath with the "
                                + "same file name.")
                .repeated(
                        "--platform",
                        "OS/ARCH",
                        "Build for this platform, such as linux/arm64, instead of this one; several with commas between them.")
                .option("--in", "DIR", "Where to build (default: here).")
                .duration("--timeout", "DURATION", "How long to wait at most until all is shared (default: 10m).")
                .flag("--json", "Print JSON.")
                .words("PACKAGE", "What to build (default: ./...), and behind -- flags of go build.")
                .examples(
                        "  hone cache warm                                 all of this module",
                        "  hone cache warm ./cmd/web -- -trimpath          as people build it",
                        "  hone cache warm --platform linux/amd64,linux/arm64",
                        "  hone download web -o cmd/web/default.pgo && hone cache warm ./cmd/web");
    }

    /** One build. */
    record Built(String platform, int exit, long compiled, Duration took) {}

    /**
     * What was done.
     *
     * @param reports what the builds were told
     * @param left how many results are not shared yet
     */
    record Warmed(
            List<String> words, List<Built> builds, List<BuildReport> reports, String store, int left, Duration took) {
        Warmed {
            words = List.copyOf(words);
            builds = List.copyOf(builds);
            reports = List.copyOf(reports);
        }
    }

    /** What to build, and with which cache. */
    private record Order(GoBuilds go, Path folder, List<String> words, CacheProgram program) {
        ProcessBuilder build(String platform) {
            ProcessBuilder builder = go.builder(words, folder);
            builder.environment().put(CacheProgram.VARIABLE, program.value());
            if (!platform.isEmpty()) {
                int slash = platform.indexOf('/');
                builder.environment().put("GOOS", platform.substring(0, slash));
                builder.environment().put("GOARCH", platform.substring(slash + 1));
            }
            return builder;
        }
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        List<String> platforms = platforms(arguments.values("--platform"));
        List<String> words = words(arguments);
        GoBuilds go = new GoBuilds(environment);
        Path folder = arguments.folder("--in");
        Order order = new Order(go, folder, words, program(go, folder, arguments, terminal));
        CacheOptions options = CacheOptions.read(order.program().settings(), environment, Assembly.platform());
        String store = store(options, arguments, terminal);
        Instant began = surroundings.clock().instant();
        long begun = surroundings.nanoClock().getAsLong();
        List<Built> builds = new ArrayList<>();
        for (String platform : platforms) {
            Built built = build(order, platform, arguments, terminal);
            builds.add(built);
            if (built.exit() != 0) {
                terminal.error("go build failed" + (platform.isEmpty() ? "" : " for " + platform)
                        + ": what it made until then is in the cache");
                return failed(built.exit());
            }
        }
        int left = new CacheDrain(surroundings).left(options, environment, arguments.duration("--timeout", USUAL));
        Duration took = Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
        List<BuildReport> reports = reports(options.root(), folder.toString(), began, builds.size());
        Warmed warmed = new Warmed(words, builds, reports, store, left, took);
        terminal.print(arguments.flag("--json") ? WarmPage.json(warmed) : WarmPage.text(warmed));
        return left == 0 ? ExitCode.FINE : ExitCode.NO;
    }

    /** go build ends with 1 for what does not compile and with 2 for what it does not understand. */
    private static ExitCode failed(int exit) {
        return switch (exit) {
            case 1 -> ExitCode.NO;
            case 2 -> ExitCode.WRONG_USE;
            default -> ExitCode.FAILED;
        };
    }

    private static List<String> words(Arguments arguments) {
        GoFlags given = GoFlags.of(arguments.arguments());
        List<String> words = new ArrayList<>(List.of("go", "build", "-v", "-o", GoBuilds.NOWHERE));
        arguments.path("--profile").ifPresent(profile -> {
            if (!Files.isRegularFile(profile)) {
                throw new UsageException("--profile " + profile + ": there is no such file");
            }
            words.add("-pgo=" + profile.toAbsolutePath().normalize());
        });
        words.addAll(given.flags());
        words.addAll(given.packages().isEmpty() ? List.of("./...") : given.packages());
        return words;
    }

    /** Each once; the empty one is that of go itself. */
    private static List<String> platforms(List<String> values) {
        List<String> platforms = values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .distinct()
                .toList();
        for (String platform : platforms) {
            if (!platform.matches("[a-z0-9]+/[a-z0-9]+")) {
                throw new UsageException(
                        "--platform takes a system and a processor, such as linux/arm64, not '" + platform + "'");
            }
        }
        return platforms.isEmpty() ? List.of("") : platforms;
    }

    /** The helper that go has; ours where it has none, or another. */
    private static CacheProgram program(GoBuilds go, Path folder, Arguments arguments, Terminal terminal) {
        GoVersion version = GoVersion.of(
                go.output(List.of("go", "env", "GOVERSION"), folder).strip());
        if (!version.hasHelpers()) {
            throw new CacheException(
                    CacheError.BUILD_FAILED,
                    version.text() + " has no GOCACHEPROG; use " + GoVersion.firstWithHelpers() + " or newer");
        }
        CacheProgram program;
        try {
            program = CacheProgram.of(go, folder);
        } catch (IllegalArgumentException e) {
            throw new UsageException(CacheProgram.VARIABLE + ": " + e.getMessage());
        }
        if (program.isOurs()) {
            return program;
        }
        String ours = CacheInstall.value(terminal.facts().environment());
        arguments.note(
                (program.words().isEmpty()
                                ? CacheProgram.VARIABLE + " is not set"
                                : CacheProgram.VARIABLE + "=" + program.value() + " is not this cache")
                        + ", so this build is told to use " + ours + "; hone cache install says how others are",
                terminal);
        return CacheProgram.of(ours);
    }

    /** The shared store without its secrets; empty for none. */
    private static String store(CacheOptions options, Arguments arguments, Terminal terminal) {
        if (options.remote() instanceof RemoteChoice.Disabled) {
            arguments.note("no shared store is set, so only this machine finds what is made", terminal);
        } else if (options.mode() == CacheMode.READ) {
            arguments.note("the mode is read, so only this machine finds what is made", terminal);
        }
        return WhichBuild.store(options.remote());
    }

    private Built build(Order order, String platform, Arguments arguments, Terminal terminal) {
        if (!platform.isEmpty()) {
            arguments.note("building for " + platform, terminal);
        }
        Consumer<String> words = line -> terminal.complain(Terminal.visible(line) + "\n");
        WarmingBuild build = new WarmingBuild(arguments.flag("--quiet") ? name -> {} : words, words);
        long begun = surroundings.nanoClock().getAsLong();
        int exit = build.run(order.build(platform));
        return new Built(
                platform,
                exit,
                build.compiled(),
                Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun));
    }

    /** What was written of builds there since then; fewer than there were where that is all there is after a moment. */
    private static List<BuildReport> reports(Path root, String folder, Instant since, int builds) {
        List<BuildReport> found = reports(root, folder, since);
        for (Duration waited = Duration.ZERO;
                found.size() < builds && waited.compareTo(PATIENCE) < 0;
                waited = waited.plus(STEP)) {
            try {
                Sleeper.REAL.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
            found = reports(root, folder, since);
        }
        return found;
    }

    private static List<BuildReport> reports(Path root, String folder, Instant since) {
        try {
            // To the millisecond, as they are named.
            Instant first = Instant.ofEpochMilli(since.toEpochMilli());
            return new ReportFolder(root)
                    .last(ReportFolder.MOST).stream()
                            .filter(report -> !report.facts().begun().isBefore(first)
                                    && report.facts().folder().equals(folder)
                                    && report.facts().command().equals("go build"))
                            .toList();
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "the reports in " + root + " cannot be read: " + e, e);
        }
    }
}
