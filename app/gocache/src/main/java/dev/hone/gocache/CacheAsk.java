package dev.hone.gocache;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code hone cache status} and {@code hone cache stop}: a word with the daemon, if there is one. */
final class CacheAsk implements Command {
    private final String word;
    private final String description;

    private CacheAsk(String word, String description) {
        this.word = word;
        this.description = description;
    }

    static CacheAsk status() {
        return new CacheAsk(
                "status", "Say whether a daemon is running for the cache folder, and what it has done so far.");
    }

    static CacheAsk stop() {
        return new CacheAsk(
                "stop",
                "End the daemon of the cache folder: it takes in no more go commands and goes when the last has ended.");
    }

    @Override
    public void declare(Declaration declaration) {
        CacheRoot.declareAlone(declaration.description(description));
        declaration.flag("--json", "Print JSON.").examples("  hone cache " + word);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        Path root = CacheRoot.of(arguments, environment, Assembly.platform());
        Optional<String> answer = DaemonCall.of(root, environment).ask(word, List.of());
        if (arguments.flag("--json")) {
            terminal.print(answer.orElse("{\"folder\":null}") + "\n");
        } else {
            terminal.print(answer.map(line -> DaemonStatus.parse(line).text(word.equals("stop")))
                    .orElse("no daemon is running for " + root + "\n"));
        }
        return answer.isPresent() ? ExitCode.FINE : ExitCode.NO;
    }
}
