package dev.hone.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the programs that ours are compared with: {@code @pprof} is what {@code HONE_BENCH_PPROF} names, else pprof on the
 * PATH.
 */
final class Rivals {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final Map<String, String> environment;

    Rivals(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The command with its rival found; nothing when the rival is not here. */
    Optional<List<String>> resolve(List<String> command) {
        if (command.isEmpty() || !command.getFirst().startsWith("@")) {
            return Optional.of(command);
        }
        return find(command.getFirst().substring(1)).map(program -> {
            List<String> resolved = new ArrayList<>(program);
            resolved.addAll(command.subList(1, command.size()));
            return resolved;
        });
    }

    /** Why a side was left out, and how to bring it in. */
    String absence(String side, String command) {
        String tool = command.replaceFirst("^@", "").replaceFirst("\\s.*", "");
        return "'" + side + "' is left out: there is no " + tool + " on the PATH, and " + variable(tool)
                + " does not name one";
    }

    private Optional<List<String>> find(String tool) {
        String named = environment.getOrDefault(variable(tool), "");
        if (!named.isBlank()) {
            return Optional.of(Words.of(named));
        }
        return PATH_SEPARATOR
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> List.of(program.toString()));
    }

    private static String variable(String tool) {
        return "HONE_BENCH_" + tool.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
