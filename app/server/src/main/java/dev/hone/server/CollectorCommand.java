package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.server.log.LogFormat;

/** {@code hone collector}: stands in for pgo-fleet's collector. */
final class CollectorCommand implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Take in profiles from a fleet and hand out their merge. Variables and routes are those of "
                                + "pgo-fleet's collector; its options are named after the variables.")
                .environment("PGOF")
                .option("--bind-address", "HOST:PORT", "Where to listen (default: 127.0.0.1:8080).")
                .option("--directory", "DIR", "Where profiles are (default: ./profiles).")
                .option(
                        "--submit-auth-keys-file",
                        "FILE",
                        "Keys that may submit, one a line, with the app behind it if it is not 'default' (default: "
                                + "/secret/submit_keys).")
                .option("--merge-auth-keys-file", "FILE", "Keys that may merge (default: /secret/merge_keys).");
        LogOptions.declare(declaration, LogFormat.TEXT);
        declaration.examples(
                "  PGOF_DIRECTORY=/data PGOF_BIND_ADDRESS=:8080 hone collector",
                "  hone collector --directory /data --submit-auth-keys-file submit --merge-auth-keys-file merge");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.TEXT);
        throw new NotYet("collector");
    }
}
