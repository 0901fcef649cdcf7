package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.Quality;
import dev.hone.gopgo.QualityCheck;
import dev.hone.gopgo.QualityPolicy;
import dev.hone.gopgo.SymbolList;
import dev.hone.profile.ProfileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code hone profile check}: whether builds should use a profile, and why. */
final class ProfileCheck implements Command {
    /** Always the same, so that the same file gets the same answer. */
    private static final long SEED = 1;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell whether a build should use this profile: good, weak (it will do, a better one is to be had) or "
                                + "refused (go refuses it, or it would do nothing or harm), and what to do about it.",
                        "Exit code 0: good or weak. 1: refused.")
                .argument("FILE", "The CPU profile: a file, a URL, or - for standard input.")
                .flag("--strict", "Exit with 1 when it is weak, too.")
                .option(
                        "--symbols",
                        "LIST",
                        "The functions of the program to be built, to find out whether the profile is of it: a file with "
                                + "the output of go tool nm, or with one name a line.")
                .flag("--json", "An object with verdict, reasons and figures.")
                .examples(
                        "  hone profile check cpu.pb.gz",
                        "  hone profile check --strict default.pgo && go build ./...",
                        "  hone profile check --seconds 30 http://localhost:6060/",
                        "  go tool nm server > symbols.txt; hone profile check --symbols symbols.txt cpu.pb.gz");
        GoVersion.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        ProfileInput input = ProfileInput.of(arguments, terminal);
        QualityCheck check =
                new QualityCheck(GoVersion.of(arguments, terminal), QualityPolicy.USUAL, symbols(arguments), SEED);
        String file = arguments.argument();
        Quality quality = judge(check, input, file);
        terminal.print(
                arguments.flag("--json")
                        ? QualityReport.json(file, quality)
                        : QualityReport.page(file, quality, terminal));
        return switch (quality.verdict()) {
            case GOOD -> ExitCode.FINE;
            case WEAK -> arguments.flag("--strict") ? ExitCode.NO : ExitCode.FINE;
            case REFUSED -> ExitCode.NO;
        };
    }

    private static Quality judge(QualityCheck check, ProfileInput input, String file) {
        ProfileSources.Source source = ProfileSources.one(file);
        try {
            return check.judge(() -> input.readUnchecked(source));
        } catch (ProfileException e) {
            throw new FileRefused(file, e);
        }
    }

    private static @Nullable SymbolList symbols(Arguments arguments) {
        Optional<String> file = arguments.value("--symbols");
        if (file.isEmpty()) {
            return null;
        }
        try (InputStream in = Files.newInputStream(Path.of(file.get()))) {
            return SymbolList.read(in);
        } catch (GoProfileException e) {
            throw new FileRefused(file.get(), e);
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException("--symbols " + file.get() + ": there is no such file");
        } catch (IOException e) {
            throw new UsageException("--symbols " + file.get() + ": reading it failed: " + e.getMessage());
        }
    }
}
