package dev.hone.cli;

import dev.hone.base.ByteSize;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.time.Duration;
import java.time.Instant;

/** {@code hone clean}: deletes the apps whose published profile is old or large. */
final class CleanApps implements Command {
    private static final int OK = 200;

    private final Outside outside;

    CleanApps(Outside outside) {
        this.outside = outside;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("Delete every app whose published profile is older or larger than said. Either is enough: "
                        + "with both options, an app that is only old is deleted too.")
                .examples(
                        "  hone clean --older-than 720h",
                        "  hone clean --larger-than 10MiB --dry-run     only say which")
                .environment("AUTOPGO")
                .duration("-d, --older-than", "DURATION", "Not published anew for so long, as 720h.")
                .size("-s, --larger-than", "BYTES", "Larger than this, as 1048576 or 1MiB.")
                .withoutEnvironment()
                .flag("--dry-run", "Delete nothing, say what would be.");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Duration older = arguments.duration("--older-than", Duration.ZERO);
        ByteSize larger = arguments.size("--larger-than", ByteSize.of(0));
        // As in autopgo, 0 is as good as not given: it would delete everything.
        if (older.isZero() && larger.bytes() == 0) {
            throw new UsageException("one of --older-than or --larger-than must be set");
        } else if (older.isNegative()) {
            throw new UsageException("--older-than takes more than 0s: with less, it would delete every app");
        }
        Server server = ServerOptions.of(arguments, terminal);
        Instant now = outside.clock().instant();
        for (JsonValue profile : server.ask(Request.get("api", "profile"))
                .expect(OK)
                .json()
                .at("profiles")
                .items()) {
            boolean old = !older.isZero()
                    && profile.at("lastModified").instant().stream()
                            .anyMatch(then -> Duration.between(then, now).compareTo(older) > 0);
            boolean large = larger.bytes() > 0 && profile.at("size").whole() > larger.bytes();
            if (old || large) {
                delete(profile.at("key").text(), server, arguments.flag("--dry-run"), terminal);
            }
        }
        return ExitCode.FINE;
    }

    /** Said at once: the next one may fail, and then nothing more is deleted. */
    private static void delete(String app, Server server, boolean dry, Terminal terminal) {
        if (dry) {
            terminal.print("Would delete profile '" + AppArgument.check(app) + "'\n");
            return;
        }
        server.ask(Request.of("DELETE", "api", "profile", AppArgument.check(app)))
                .expect(OK);
        terminal.print("Deleted profile '" + app + "'\n");
        terminal.flush();
    }
}
