package dev.hone.cli;

import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.OutputFile;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hone pgo refresh}: brings the {@code default.pgo} of every program in a repository up to date. */
final class PgoRefresh implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Bring the default.pgo beside every main package of a Go repository up to date, and tell what builds "
                                + "decide differently then. A profile by which the compiler decides the same is left alone, so "
                                + "that nothing is compiled again for nothing.",
                        "An app is called as its program, in lower case, unless --app says otherwise. Programs without a profile "
                                + "on the server are passed over.")
                .option("--repo", "DIR", "The repository (default: the folder you are in).")
                .repeated(
                        "--app",
                        "DIR=APP",
                        "What the app of the main package in this folder is called; may be repeated.")
                .option("--channel", "NAME", "What this channel points at (default: stable).")
                .flag("--commit", "Commit on a branch, without touching what is checked out.")
                .option("--branch", "NAME", "The branch; a new one begins at what is checked out.")
                .option("--summary", "FILE", "Write what changed as Markdown, for a pull request.")
                .flag("--dry-run", "Only tell; write nothing.")
                .flag("--json", "An array with an object for each program.")
                .examples(
                        "  hone pgo refresh",
                        "  hone pgo refresh --repo . --app cmd/server=web --dry-run",
                        "  hone pgo refresh --commit --branch pgo --summary body.md");
        Rows.declare(declaration);
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        if (arguments.flag("--commit") != arguments.flag("--branch")) {
            throw new UsageException("--commit and --branch NAME belong together");
        }
        Server server = ServerOptions.of(arguments, terminal);
        Path repository = repository(arguments.value("--repo").orElse("."));
        Map<String, String> environment = terminal.facts().environment();
        @Nullable
        GitBranch branch = arguments.flag("--commit")
                ? GitBranch.open(repository, arguments.value("--branch").orElse(""), environment)
                : null;
        Map<MainPackage, String> programs = programs(repository, arguments, environment);
        List<Refreshed> found = new ArrayList<>();
        for (Map.Entry<MainPackage, String> program : programs.entrySet()) {
            Path file = file(program.getKey());
            byte[] before = branch == null ? Contents.of(file) : branch.content(file);
            Wanted wanted =
                    new Wanted(program.getValue(), arguments.value("--channel").orElse(""), "", 0, Wanted.CANONICAL);
            found.add(Refreshed.of(program.getKey(), wanted, before, new PublishedProfiles(server)));
        }
        return tell(new RefreshReport(repository, found), branch, arguments, terminal);
    }

    private static ExitCode tell(
            RefreshReport report, @Nullable GitBranch branch, Arguments arguments, Terminal terminal) {
        String done = "would be written";
        if (!arguments.flag("--dry-run")) {
            done = write(report, branch, terminal);
        }
        arguments
                .value("--summary")
                .ifPresent(
                        file -> OutputFile.write(file, report.markdown().getBytes(StandardCharsets.UTF_8), terminal));
        terminal.print(
                arguments.flag("--json")
                        ? report.json()
                        : report.page(arguments, terminal) + "\n" + report.summary(done));
        boolean failed = report.found().stream().anyMatch(one -> one.state() == Refreshed.State.FAILED);
        return failed ? ExitCode.FAILED : ExitCode.FINE;
    }

    /** Writes what is to be written, after everything was found: a server that fails leaves no half of it. */
    private static String write(RefreshReport report, @Nullable GitBranch branch, Terminal terminal) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        report.found().stream()
                .filter(Refreshed::isWritten)
                .forEach(one -> files.put(file(one.program()), one.content()));
        if (branch == null) {
            files.forEach((file, content) -> OutputFile.write(file.toString(), content, terminal));
            return "written";
        } else if (files.isEmpty()) {
            return "committed";
        }
        branch.refuseChanges(List.copyOf(files.keySet()));
        return "committed as " + branch.commit(files, message(report), terminal);
    }

    private static String message(RefreshReport report) {
        return report.found().stream()
                .filter(Refreshed::isWritten)
                .map(one -> one.program().shown(report.repository()) + ": "
                        + (one.generation() == 0 ? "the profile" : "generation " + one.generation()) + " of "
                        + one.app()
                        + (one.drift() == null ? "" : ", " + one.came() + " decisions came, " + one.went() + " went"))
                .collect(Collectors.joining("\n", "Refresh the profiles that builds use\n\n", "\n"));
    }

    private static Path file(MainPackage program) {
        return program.folder().resolve("default.pgo");
    }

    private static Path repository(String name) {
        try {
            return Path.of(name).toRealPath();
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("--repo " + Text.of(name) + ": there is no such folder");
        }
    }

    private static Map<MainPackage, String> programs(
            Path repository, Arguments arguments, Map<String, String> environment) {
        Map<String, String> names = names(arguments.values("--app"));
        List<MainPackage> all = MainPackage.in(repository, new Programs(repository, environment));
        if (all.isEmpty()) {
            throw new UsageException("there is no main package in " + Text.of(repository.toString())
                    + " or below; --repo names the folder that has the go.mod");
        }
        Map<MainPackage, String> programs = new LinkedHashMap<>();
        for (MainPackage program : all) {
            String named = names.remove(program.shown(repository));
            programs.put(program, named == null ? program.usualApp() : named);
        }
        if (!names.isEmpty()) {
            String folder = names.keySet().iterator().next();
            throw new UsageException("there is no main package in " + Text.of(folder) + "; there are: "
                    + all.stream().map(program -> program.shown(repository)).collect(Collectors.joining(", ")));
        }
        return programs;
    }

    private static Map<String, String> names(List<String> options) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.lastIndexOf('=');
            if (equals <= 0) {
                throw new UsageException("--app takes DIR=APP, not '" + Text.of(option) + "'");
            }
            String folder = Path.of(option.substring(0, equals)).normalize().toString();
            names.put(folder.isEmpty() ? "." : folder, AppArgument.check(option.substring(equals + 1)));
        }
        return names;
    }
}
