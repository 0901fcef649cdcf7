package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.server.http.Listening;
import dev.hone.server.keys.Gate;
import dev.hone.server.log.LogFormat;
import dev.hone.server.pgo.KeyLists;
import java.io.IOException;
import java.nio.file.Path;

/** {@code hone collector}: stands in for pgo-fleet's collector. */
final class CollectorCommand implements Command {
    private static final String BUS = "mem://profiles";

    private final World world;

    CollectorCommand(World world) {
        this.world = world;
    }

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
        LimitOptions.declare(declaration);
        LogOptions.declare(declaration, LogFormat.TEXT);
        declaration.examples(
                "  PGOF_DIRECTORY=/data PGOF_BIND_ADDRESS=:8080 hone collector",
                "  hone collector --directory /data --submit-auth-keys-file submit --merge-auth-keys-file merge");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.TEXT);
        Path directory = Path.of(arguments.value("--directory").orElse("./profiles"))
                .toAbsolutePath()
                .normalize();
        KeyLists keys = keys(arguments);
        Listening listening = listening(arguments);
        Storing storing = new Storing(
                new FileUrl(directory.resolve("hone")).text(),
                BUS,
                BUS,
                false,
                null,
                directory.resolve("hone").resolve("signing-key.pem"));
        Serving serving = new Serving(listening, Gate.Openness.LOOPBACK, null, LimitOptions.of(arguments), false);
        return Running.until(
                world.asked(),
                () -> new Assembly(serving, storing, Assembly.Faces.COLLECTOR, keys, world),
                assembly -> new TakeOver(directory).run(assembly.pgo().stage()),
                assembly -> StandIn.LOG.info("listening on {}, profiles are in {}", listening, directory));
    }

    private static KeyLists keys(Arguments arguments) {
        Path submit = Path.of(arguments.value("--submit-auth-keys-file").orElse("/secret/submit_keys"));
        Path merge = Path.of(arguments.value("--merge-auth-keys-file").orElse("/secret/merge_keys"));
        try {
            return KeyLists.read(submit, merge);
        } catch (IOException e) {
            throw new UsageException("a file of keys cannot be read: " + e.getMessage()
                    + "; name them with PGOF_SUBMIT_AUTH_KEYS_FILE and PGOF_MERGE_AUTH_KEYS_FILE");
        }
    }

    private static Listening listening(Arguments arguments) {
        try {
            return Listening.parse(arguments.value("--bind-address").orElse("127.0.0.1:8080"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--bind-address: " + e.getMessage());
        }
    }
}
