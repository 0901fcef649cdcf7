package dev.hone.gocache;

import dev.hone.base.GoDuration;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code hone cache drain}: waits until what builds have left to be shared is shared. */
final class CacheDrain implements Command {
    private static final Duration USUAL = Duration.ofMinutes(1);

    private final CacheSurroundings surroundings;

    CacheDrain(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Wait until what builds have made is in the shared store: the last step of a CI job, whose machine goes away. "
                        + "go itself never waits for it. Ends with 1 when the time was not enough; what is left is brought "
                        + "by the next process that uses the same folder and store.");
        CacheOptions.declare(declaration);
        declaration
                .withoutEnvironment()
                .duration("--timeout", "DURATION", "How long to wait at most (default: 1m).")
                .examples("  hone cache drain --timeout 2m");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        CacheOptions options = CacheOptions.of(arguments, environment, Assembly.platform());
        int left = left(options, environment, arguments.duration("--timeout", USUAL));
        if (left == 0) {
            terminal.print("all is shared\n");
            return ExitCode.FINE;
        }
        terminal.print(left + " results are not shared yet\n");
        return ExitCode.NO;
    }

    /** Waits, and says how many results are not shared when the wait is over. */
    int left(CacheOptions options, Map<String, String> environment, Duration most) {
        Optional<String> answer =
                DaemonCall.of(options.root(), environment).ask("drain", List.of(GoDuration.format(most)));
        return answer.map(line -> DaemonStatus.parse(line).waiting()).orElseGet(() -> drain(options, most));
    }

    /** No daemon is there, but one that is gone may have left something. */
    private int drain(CacheOptions options, Duration most) {
        try (Assembly assembly = Assembly.of(options, surroundings, CacheListener.NONE)) {
            return assembly.cache().drain(most);
        }
    }
}
