package dev.hone.cli;

import dev.hone.base.GoDuration;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import java.time.Duration;
import java.time.Instant;

/** {@code hone list}: the apps that have a published profile, as autopgo lists them. */
final class ListApps implements Command {
    private static final int OK = 200;

    private final Outside outside;

    ListApps(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("List the apps that have a published profile: its size in bytes, and its age.")
                .flag("--json", "The server's list, for scripts: when it was modified instead of its age.")
                .examples("  hone list", "  hone list -u https://pgo.example.com --json");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        JsonValue list = ServerOptions.of(arguments, terminal)
                .ask(Request.get("api", "profile"))
                .expect(OK)
                .json();
        if (arguments.flag("--json")) {
            terminal.print(list.pretty());
            return ExitCode.FINE;
        }
        Table table =
                new Table(Table.Column.left("NAME"), Table.Column.left("SIZE"), Table.Column.left("LAST MODIFIED"));
        Instant now = outside.clock().instant();
        for (JsonValue profile : list.at("profiles").items()) {
            table.add(profile.at("key").shown(), profile.at("size").shown(), age(profile.at("lastModified"), now));
        }
        terminal.print(table.render(terminal));
        return ExitCode.FINE;
    }

    /** In whole seconds, as Go writes durations. */
    private static String age(JsonValue modified, Instant now) {
        return modified.instant()
                .map(then -> GoDuration.format(cut(Duration.between(then, now))))
                .orElse("");
    }

    /** Cut towards zero, not rounded, and to what a Go duration holds: a time that was never set is 2,000 years ago. */
    private static Duration cut(Duration age) {
        long most = Duration.ofNanos(Long.MAX_VALUE).toSeconds();
        long seconds = age.isNegative() ? -age.negated().toSeconds() : age.toSeconds();
        return Duration.ofSeconds(Math.clamp(seconds, -most, most));
    }
}
