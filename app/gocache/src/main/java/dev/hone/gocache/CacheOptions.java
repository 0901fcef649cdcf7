package dev.hone.gocache;

import dev.hone.base.ByteSize;
import dev.hone.cache.CacheMode;
import dev.hone.cache.LocalSettings;
import dev.hone.cache.Platform;
import dev.hone.cache.ProfileFiles;
import dev.hone.cache.RemoteChoice;
import dev.hone.cache.RemoteOptions;
import dev.hone.cache.RemoteSettings;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a build wants of its cache: cacheprog's flags and variables, and ours, as one record.
 *
 * <p>A daemon reads them for each build from what the shim passes on, so they come from a list of words and a map of variables
 * and never from the process itself.
 *
 * @param root the folder of the cache, absolute
 * @param seals by which results are signed and trusted; null when they need no signature
 * @param patience how long go may be held at its end for what is still to be shared
 * @param warnings what was asked for and is not done, in words for people
 */
record CacheOptions(
        Path root,
        LocalSettings local,
        CacheMode mode,
        RemoteChoice remote,
        SealOptions.@Nullable Texts seals,
        RemoteSettings treatment,
        Duration patience,
        MetricsPush metrics,
        LogChoice log,
        ProfileFiles profiles,
        List<String> warnings) {
    private static final RemoteSettings USUAL = RemoteSettings.USUAL;

    CacheOptions {
        warnings = List.copyOf(warnings);
    }

    /**
     * Where and how much is logged.
     *
     * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
     * @param output a file, or empty for standard error
     */
    record LogChoice(String level, String output) {}

    static void declare(Declaration declaration) {
        declaration.environment("CACHEPROG");
        declareLocal(declaration);
        declareTreatment(declaration);
        RemoteOptions.declare(declaration);
        SealOptions.declare(declaration);
        MetricsOptions.declare(declaration);
        declaration
                .option("--log-level", "LEVEL", "How much is told: debug, info, warn (the default) or error.")
                .option("--log-output", "FILE", "Where it is told, instead of standard error.");
        ProfileFiles.declare(declaration);
    }

    private static void declareLocal(Declaration declaration) {
        CacheRoot.declare(declaration);
        declaration
                .variables(
                        List.of("HONE_CACHE_MAX_SIZE"),
                        d -> d.size("--max-size", "SIZE", "How much is kept in that folder (10GiB)."))
                .variables(
                        List.of("HONE_CACHE_MAX_AGE"),
                        d -> d.duration("--max-age", "TIME", "How long something unused is kept there (720h)."))
                .variables(
                        List.of("HONE_CACHE_MODE"),
                        d -> d.option(
                                "--mode",
                                "MODE",
                                "rw: use what others made and share (the default); read: share nothing; write: use what is"
                                        + " here only; refresh: make all anew and replace it."))
                .flag("--disable-get", "Make all anew, as --mode refresh.")
                .flag("--disable-put", "Share nothing, as --mode read.");
    }

    private static void declareTreatment(Declaration declaration) {
        declaration
                .variables(
                        List.of("CACHEPROG_REMOTE_STORAGE_MAX_CONSECUTIVE_ERRORS"),
                        d -> d.number(
                                "--max-consecutive-errors",
                                "NUM",
                                "After so many failures in a row the store is left alone (10); 0: never."))
                .variables(
                        List.of("CACHEPROG_REMOTE_STORAGE_RETRY_AFTER"),
                        d -> d.duration("--retry-after", "TIME", "After which it is tried again (15s); 0: not."))
                .duration("--remote-get-timeout", "TIME", "How long to wait for a result to come (5s); 0: for ever.")
                .duration("--remote-put-timeout", "TIME", "How long storing a result may take (30s); 0: for ever.")
                .number("--max-concurrent-remote-gets", "NUM", 0, 10_000, "Results fetched at a time; 0: no limit.")
                .number("--max-concurrent-remote-puts", "NUM", 0, 10_000, "Results stored at a time, up to 8; 0: 8.")
                .duration(
                        "--max-background-wait",
                        "TIME",
                        "How long go is held at its end for what is not stored yet (10s).")
                .size("--min-remote-put-size", "SIZE", "Smaller results are not shared (0).")
                .variables(
                        List.of("HONE_CACHE_MAX_PREFETCH"),
                        d -> d.size(
                                "--max-prefetch",
                                "SIZE",
                                "How much is fetched for a build at most before it asks (2GiB); 0: only what its manifest"
                                        + " holds itself."));
    }

    /**
     * Reads what the shim passes on.
     *
     * @param words without or with the word {@code direct} before them
     */
    static CacheOptions read(List<String> words, Map<String, String> environment, Platform platform) {
        List<String> line = QuotedWords.joined(words);
        boolean named = !line.isEmpty() && line.getFirst().equals("direct");
        Command command = new Command() {
            @Override
            public void declare(Declaration declaration) {
                CacheOptions.declare(declaration);
            }

            @Override
            public ExitCode run(Arguments arguments, Terminal terminal) {
                throw new UnsupportedOperationException("it is only read");
            }
        };
        return of(
                Arguments.read(command, named ? line.subList(1, line.size()) : line, environment),
                environment,
                platform);
    }

    static CacheOptions of(Arguments arguments, Map<String, String> environment, Platform platform) {
        List<String> warnings = new ArrayList<>();
        boolean alone = arguments.flag("--disable-get") && arguments.flag("--disable-put");
        RemoteChoice remote = new RemoteOptions(arguments, environment, platform, warnings).choice();
        SealOptions.Texts seals = SealOptions.of(arguments).orElse(null);
        return new CacheOptions(
                CacheRoot.of(arguments, environment, platform),
                new LocalSettings(
                        arguments.size("--max-size", LocalSettings.USUAL.most()),
                        arguments.duration("--max-age", LocalSettings.USUAL.age()),
                        LocalSettings.USUAL.largest()),
                seals == null || seals.signing() != null ? mode(arguments) : unsigned(mode(arguments)),
                alone ? new RemoteChoice.Disabled() : remote,
                seals,
                treatment(arguments),
                arguments.duration("--max-background-wait", Duration.ofSeconds(10)),
                MetricsOptions.of(arguments),
                log(arguments),
                ProfileFiles.of(arguments),
                warnings);
    }

    /** The same in another folder. */
    CacheOptions in(Path folder) {
        return new CacheOptions(
                folder, local, mode, remote, seals, treatment, patience, metrics, log, profiles, warnings);
    }

    private static CacheMode mode(Arguments arguments) {
        boolean get = !arguments.flag("--disable-get");
        boolean put = !arguments.flag("--disable-put");
        String word = arguments.value("--mode").orElse("");
        if (!word.isEmpty() && !(get && put)) {
            throw new UsageException("--mode says what --disable-get and --disable-put say too; leave out one of them");
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "" -> !get ? CacheMode.REFRESH : put ? CacheMode.RW : CacheMode.READ;
            case "rw" -> CacheMode.RW;
            case "read" -> CacheMode.READ;
            case "write" -> CacheMode.WRITE;
            case "refresh" -> CacheMode.REFRESH;
            default -> throw new UsageException("--mode takes rw, read, write or refresh, not '" + word + "'");
        };
    }

    /** What nobody signs would be refused by all who trust the same keys, so it is not shared. */
    private static CacheMode unsigned(CacheMode mode) {
        return switch (mode) {
            case RW, READ -> CacheMode.READ;
            case WRITE, REFRESH ->
                throw new UsageException("--mode " + mode.name().toLowerCase(Locale.ROOT)
                        + " shares results, and where there are --trusted-keys that takes a --signing-key");
        };
    }

    private static RemoteSettings treatment(Arguments arguments) {
        return new RemoteSettings(
                arguments.duration("--remote-get-timeout", USUAL.get()),
                arguments.duration("--remote-put-timeout", USUAL.put()),
                USUAL.patience(),
                arguments.number("--max-concurrent-remote-gets", USUAL.gets()),
                arguments.number("--max-concurrent-remote-puts", USUAL.puts()),
                Math.max(0, arguments.number("--max-consecutive-errors", USUAL.errors())),
                arguments.duration("--retry-after", USUAL.rest()),
                arguments
                        .size("--min-remote-put-size", ByteSize.of(USUAL.least()))
                        .bytes(),
                arguments.size("--max-prefetch", ByteSize.of(USUAL.ahead())).bytes());
    }

    private static LogChoice log(Arguments arguments) {
        String level = arguments.value("--log-level").orElse("warn").toLowerCase(Locale.ROOT);
        if (!List.of("debug", "info", "warn", "error").contains(level)) {
            throw new UsageException("--log-level takes debug, info, warn or error, not '" + level + "'");
        }
        return new LogChoice(level, arguments.value("--log-output").orElse(""));
    }
}
