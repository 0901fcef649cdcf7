package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheSurroundings;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gocache.doctor.Cause;
import dev.hone.gocache.doctor.Diagnosis;
import dev.hone.gocache.doctor.Elsewhere;
import dev.hone.gocache.doctor.Finding;
import dev.hone.gocache.doctor.InputLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code hone cache doctor}: says what is wrong with the set-up, and why a build misses. */
final class CacheDoctor implements Command {
    private final CacheSurroundings surroundings;

    CacheDoctor(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Say whether builds can use the cache: go, GOCACHEPROG, the folder, the daemon, the shared store.",
                "With a build behind --, say why it misses: it is run twice, go prints what it hashes into its keys, and the "
                        + "first input that differs is named, with what to do. The builds use the cache that is set; nothing is "
                        + "made anew that is cached. Ends with 1 when something is wrong or differs.");
        CacheRoot.declareAlone(declaration);
        declaration
                .option("--in", "DIR", "Where the build runs (default: here).")
                .option("--against", "DIR", "Run the second build there: another checkout of the same.")
                .option("--save", "FILE", "Run one build, and write what it hashed to a file, for another machine.")
                .option("--compare", "FILE", "Run one build, and compare it with such a file.")
                .flag("--json", "Print JSON.")
                .words(
                        "BUILD",
                        "A command, such as make or go test ./..., or what stands behind go build; nothing: all packages "
                                + "of this module, without a result.")
                .examples(
                        "  hone cache doctor                                   is everything set up",
                        "  hone cache doctor -- ./...                          what of go build ./... differs each time",
                        "  hone cache doctor --against ../other -- ./...       and in another checkout",
                        "  hone cache doctor --save inputs.gz -- go test ./... on one machine, and on the other",
                        "  hone cache doctor --compare inputs.gz -- go test ./...");
    }

    /** What was found. */
    record Opinion(
            List<String> command,
            List<SetUpCheck> checks,
            @Nullable Diagnosis diagnosis,
            List<Finding> elsewhere,
            @Nullable String saved) {
        Opinion {
            command = List.copyOf(command);
            checks = List.copyOf(checks);
            elsewhere = List.copyOf(elsewhere);
        }

        boolean isFine() {
            return checks.stream().allMatch(SetUpCheck::fine) && (diagnosis == null || diagnosis.isSame());
        }
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        if (arguments.value("--save").isPresent()
                && (arguments.value("--compare").isPresent()
                        || arguments.value("--against").isPresent())) {
            throw new UsageException("--save writes what another run compares; leave out --compare and --against");
        }
        if (arguments.value("--compare").isPresent()
                && arguments.value("--against").isPresent()) {
            throw new UsageException("--compare and --against both name the other build; leave out one of them");
        }
        boolean builds = !arguments.arguments().isEmpty()
                || arguments.value("--save").isPresent()
                || arguments.value("--compare").isPresent()
                || arguments.value("--against").isPresent();
        Opinion opinion = builds ? compared(arguments, terminal) : withoutBuild(arguments, terminal);
        terminal.print(arguments.flag("--json") ? DoctorPage.json(opinion) : DoctorPage.text(opinion));
        return opinion.isFine() ? ExitCode.FINE : ExitCode.NO;
    }

    private Opinion withoutBuild(Arguments arguments, Terminal terminal) {
        List<SetUpCheck> checks = new SetUp(terminal.facts().environment(), surroundings, arguments.folder("--in"))
                .checks(arguments.value(CacheRoot.OPTION).orElse(""));
        return new Opinion(List.of(), checks, null, List.of(), null);
    }

    private Opinion compared(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        List<String> command = GoBuilds.command(arguments.arguments());
        try {
            Path work = Files.createTempDirectory("hone-cache-doctor");
            try {
                return compared(arguments, new GoBuilds(environment), command, work);
            } finally {
                remove(work);
            }
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.UNUSABLE_FOLDER, "what builds say cannot be compared: " + e.getMessage(), e);
        }
    }

    private static Opinion compared(Arguments arguments, GoBuilds builds, List<String> command, Path work)
            throws IOException {
        Optional<Path> save = arguments.path("--save");
        Optional<Path> compare = arguments.path("--compare");
        Path here = arguments.folder("--in");
        InputLog first = compare.isPresent() ? opened(compare.get()) : builds.run(command, here, work.resolve("first"));
        if (save.isPresent()) {
            Files.copy(work.resolve("first"), save.get(), StandardCopyOption.REPLACE_EXISTING);
            return new Opinion(
                    command,
                    rebuilding(builds, command, here),
                    null,
                    Elsewhere.of(first),
                    save.get().toString());
        }
        Path there = arguments.flag("--against") ? arguments.folder("--against") : here;
        InputLog second = builds.run(command, there, work.resolve("second"));
        Diagnosis diagnosis = Diagnosis.between(first, second);
        List<Finding> elsewhere = new ArrayList<>(Elsewhere.of(second));
        elsewhere.removeIf(
                finding -> diagnosis.findings().stream().anyMatch(found -> found.cause() == finding.cause()));
        return new Opinion(command, rebuilding(builds, command, here), diagnosis, elsewhere, null);
    }

    private static List<SetUpCheck> rebuilding(GoBuilds builds, List<String> command, Path here) {
        return GoBuilds.rebuilds(command, builds.settings(here))
                ? List.of(SetUpCheck.problem("flags", Cause.REBUILD.why(), Cause.REBUILD.advice()))
                : List.of();
    }

    private static InputLog opened(Path file) {
        try {
            return InputLog.open(file);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be compared: " + e.getMessage());
        }
    }

    private static void remove(Path work) {
        for (String name : List.of("first", "second", "")) {
            try {
                Files.deleteIfExists(work.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
