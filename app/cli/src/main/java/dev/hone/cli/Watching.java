package dev.hone.cli;

import dev.hone.base.GoDuration;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.RemoteException;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a server says once, or again and again.
 *
 * @param interval how often to look; null for once
 */
record Watching(@Nullable Duration interval, Terminal terminal, Outside outside) {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);
    private static final String WIPE = "\u001b[H\u001b[2J";

    static void declare(Declaration declaration) {
        declaration
                .flag("--watch", "Show it again and again, until Ctrl-C; in a pipe only when it changed.")
                .duration("--interval", "DURATION", "How often to look (default: 5s).");
    }

    static Watching of(Arguments arguments, Terminal terminal, Outside outside) {
        Duration interval = arguments.duration("--interval", USUAL_INTERVAL);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageException("--interval takes 1s or more, not " + GoDuration.format(interval));
        }
        return new Watching(arguments.flag("--watch") ? interval : null, terminal, outside);
    }

    /** Shows a page of what is asked for, and returns what was shown last. */
    JsonValue show(Supplier<JsonValue> asked, Function<JsonValue, String> page) {
        JsonValue shown = asked.get();
        terminal.print(page.apply(shown));
        while (interval != null) {
            terminal.flush();
            try {
                outside.sleeper().sleep(interval);
                JsonValue now = asked.get();
                if (terminal.facts().outIsTerminal()) {
                    terminal.print(WIPE + page.apply(now));
                } else if (!now.pretty().equals(shown.pretty())) {
                    terminal.print("\n" + page.apply(now));
                }
                shown = now;
            } catch (RemoteException e) {
                // Servers are restarted; who watches wants to see it come back.
                terminal.complain("hone: " + e.getMessage() + "\n");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return shown;
            }
        }
        return shown;
    }
}
