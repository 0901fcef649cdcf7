package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code hone cache install}: says how go is told to use the cache, and tells it when asked. */
final class CacheInstall implements Command {
    private static final String VARIABLE = CacheProgram.VARIABLE;

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Build what go starts, and say how go is told to use it. With --set go is told for this user, in "
                        + "the file that go env -w writes; --unset takes that back.");
        CacheRoot.declareAlone(declaration);
        declaration
                .flag("--set", "Tell go, for this user.")
                .flag("--unset", "Take that back.")
                .examples(
                        "  hone cache install               what to write where",
                        "  hone cache install --set         use the cache in every build of this user",
                        "  hone cache install --unset       and no more");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        if (arguments.flag("--set") && arguments.flag("--unset")) {
            throw new UsageException("--set and --unset contradict each other");
        }
        Map<String, String> environment = terminal.facts().environment();
        String value = value(environment);
        if (arguments.flag("--unset")) {
            go(environment, "env", "-u", VARIABLE);
            terminal.print("go env -u " + VARIABLE + "\nGo uses its own cache again.\n");
        } else if (arguments.flag("--set")) {
            go(environment, "env", "-w", VARIABLE + "=" + value);
            terminal.print(
                    "go env -w " + VARIABLE + "=" + value + "\n" + "Every build of this user uses the cache now.\n");
        } else {
            terminal.print(advice(value));
        }
        if (!arguments.flag("--unset")
                && !environment.getOrDefault(VARIABLE, value).equals(value)) {
            arguments.note(
                    VARIABLE + "=" + environment.get(VARIABLE) + " is set in this shell, and counts for more",
                    terminal);
        }
        terminal.print("folder  " + CacheRoot.of(arguments, environment, Assembly.platform()) + "\n");
        return ExitCode.FINE;
    }

    /** The quickest form there is here. go divides the value at blanks and knows quotes. */
    static String value(Map<String, String> environment) {
        String shim = environment.getOrDefault("HONE_CACHE_SHIM", "");
        if (shim.isEmpty() || !Files.isExecutable(Path.of(shim))) {
            throw new CacheException(
                    CacheError.UNUSABLE_FOLDER,
                    "what go starts is not there" + (shim.isEmpty() ? "" : ": " + shim)
                            + "; start this command with the launcher, hone, which builds it");
        }
        return shim.indexOf(' ') < 0 ? shim : "\"" + shim + "\"";
    }

    private static String advice(String value) {
        return """
                For this shell      export %s='%s'
                For this user       hone cache install --set
                For one build       %s='%s' go build ./...
                To undo it          unset %s, or hone cache install --unset
                """.formatted(VARIABLE, value, VARIABLE, value, VARIABLE);
    }

    private static void go(Map<String, String> environment, String... words) {
        List<String> command = new ArrayList<>(List.of("go"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().remove(VARIABLE); // go would not write what a variable overrides
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CacheException(CacheError.UNUSABLE_FOLDER, "go did not do it: " + said.strip());
            }
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.UNUSABLE_FOLDER,
                    "go could not be run; is it installed and on PATH? " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "the wait for go was interrupted", e);
        }
    }
}
