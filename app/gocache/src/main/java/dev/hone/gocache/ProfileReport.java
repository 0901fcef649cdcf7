package dev.hone.gocache;

import dev.hone.base.HoneException;
import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gocache.pgo.Forecast;
import dev.hone.gocache.pgo.GoProfiles;
import dev.hone.gocache.pgo.Guidance;
import dev.hone.gocache.pgo.Program;
import dev.hone.gocache.pgo.Variants;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The half of {@code hone cache report} that is about profiles: what a new one has go compile, and what several cost. */
final class ProfileReport {
    private static final String OPTION = "--profile";
    /** A package leaves an archive and what belongs to it, and the first build of a machine leaves an index besides. */
    private static final int MOST_RESULTS_OF_A_PACKAGE = 6;

    private ProfileReport() {}

    static void declare(Declaration declaration) {
        declaration
                .option(
                        OPTION,
                        "FILE",
                        "Say instead what go compiles again when this becomes the default.pgo of the main packages. Exit code 0: "
                                + "nothing. 1: something.")
                .option("--in", "DIR", "Where the packages are (default: here).")
                .words(
                        "PACKAGE",
                        "For --profile: the packages, as go build takes them (default: ./...). Without it: say what the "
                                + "profiles that these have cost. Of main packages; --json prints one object.");
    }

    static boolean isMeant(Arguments arguments) {
        return arguments.flag(OPTION)
                || arguments.flag("--in")
                || !arguments.arguments().isEmpty();
    }

    /**
     * What there is to say.
     *
     * @param profile the new one; null where only what is there was asked for
     * @param like a build that made about as much as the new profile has go make; null where none is known
     */
    record Said(
            GoPrograms there,
            List<String> patterns,
            String file,
            Guidance.@Nullable By profile,
            @Nullable Forecast forecast,
            Variants variants,
            @Nullable BuildReport like) {
        Said {
            patterns = List.copyOf(patterns);
        }
    }

    static ExitCode run(Arguments arguments, Terminal terminal, Path root, Instant now) {
        for (String option : List.of("--last", "--trace")) {
            if (arguments.flag(option)) {
                throw new UsageException(
                        option + " is about builds that were, and --profile and packages are not; leave out one");
            }
        }
        Path folder = arguments.folder("--in");
        List<String> patterns = arguments.arguments().isEmpty() ? List.of("./...") : arguments.arguments();
        GoPrograms there = GoPrograms.of(new GoBuilds(terminal.facts().environment()), folder, patterns);
        if (there.programs().isEmpty()) {
            throw new CacheException(
                    CacheError.BUILD_FAILED,
                    "there is no main package among " + String.join(" ", patterns)
                            + ", and go uses the profiles of those alone");
        }
        Optional<Path> file = arguments.path(OPTION);
        Said said = file.isPresent()
                ? foretold(there, patterns, file.get(), CacheReport.read(root, ReportFolder.MOST), folder)
                : new Said(there, patterns, "", null, null, Variants.of(there.programs()), null);
        terminal.print(
                arguments.flag("--json") ? ProfileReportJson.of(said) : ProfileReportPage.of(said, terminal, now));
        @Nullable Forecast forecast = said.forecast();
        return forecast == null || forecast.again() == 0 ? ExitCode.FINE : ExitCode.NO;
    }

    private static Said foretold(
            GoPrograms there, List<String> patterns, Path file, List<BuildReport> reports, Path folder) {
        Guidance.By profile = read(file, new GoProfiles(there.version().minor()));
        Forecast forecast = Forecast.of(there.programs(), profile);
        return new Said(
                there,
                patterns,
                file.toString(),
                profile,
                forecast,
                Variants.of(there.programs()),
                like(reports, folder.toString(), forecast.again()));
    }

    private static Guidance.By read(Path file, GoProfiles profiles) {
        try {
            return profiles.read(file);
        } catch (HoneException e) {
            throw new CacheException(
                    CacheError.BUILD_FAILED, file + " is no profile that go builds with: " + e.getMessage(), e);
        }
    }

    /** The build here that made as many packages, or hardly more; nothing is made up where there was none. */
    static @Nullable BuildReport like(List<BuildReport> reports, String folder, int packages) {
        return reports.stream()
                .filter(report -> report.facts().folder().equals(folder)
                        && List.of("go build", "go install")
                                .contains(report.facts().command()))
                .filter(report -> packages > 0
                        && report.made() >= packages
                        && report.made() <= (long) MOST_RESULTS_OF_A_PACKAGE * packages)
                .min(Comparator.comparingLong(BuildReport::made))
                .orElse(null);
    }

    /** The programs as they are when the new profile has taken the place of the old ones. */
    static List<Program> then(List<Program> programs, Guidance profile) {
        return programs.stream()
                .map(program -> new Program(program.importPath(), program.folder(), program.packages(), profile))
                .toList();
    }
}
