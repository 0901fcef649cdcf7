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
import java.nio.file.Path;
import java.util.Optional;

/** {@code hone up}: everything in one process. */
final class Up implements Command {
    private static final String USUAL = "127.0.0.1:8080";
    private static final String DATA = "hone-data";
    private static final String BUS = "mem://profiles";

    private final World world;

    Up(World world) {
        this.world = world;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("Serve in one process, with data in a folder and no other service needed.")
                .environment("HONE")
                .option("--listen", "HOST:PORT", "Where to listen (default: " + USUAL + "); :PORT is everywhere.")
                .option("--data", "DIR", "Where profiles are kept (default: ./hone-data).");
        PruneFiles.declare(declaration);
        KeyOptions.declare(declaration);
        declaration.flag("--insecure", "Without keys, let everybody in who can reach this address.");
        LimitOptions.declare(declaration);
        UpScraping.declare(declaration);
        StandIn.otlp(declaration);
        StandIn.debug(declaration);
        LogOptions.declare(declaration, LogFormat.TEXT);
        declaration.examples(
                "  hone up                                        for this machine only",
                "  hone up --listen :8080 --keys keys.txt         for everybody with a key",
                "  hone up --targets targets.json                 and take profiles of these instances",
                "  curl http://127.0.0.1:8080/api/health");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Listening listening = listening(arguments);
        boolean insecure = arguments.flag("--insecure");
        Path keys = KeyOptions.file(arguments);
        if (keys == null && !insecure && !listening.isLoopback()) {
            throw new UsageException(
                    "on " + listening + " others can call, and there are no keys; name a file of them with "
                            + "--keys, or let everybody in with --insecure");
        }
        if (keys != null && insecure) {
            throw new UsageException("--keys and --insecure contradict each other; leave one out");
        }
        LogOptions.start(arguments, terminal, LogFormat.TEXT);
        Optional<Collecting.Wanted> scraping = UpScraping.of(arguments, world);
        Gate.Openness openness = insecure ? Gate.Openness.EVERYBODY : Gate.Openness.LOOPBACK;
        Path data =
                Path.of(arguments.value("--data").orElse(DATA)).toAbsolutePath().normalize();
        Storing storing = new Storing(
                new FileUrl(data.resolve("blobs")).text(),
                BUS,
                BUS,
                false,
                PruneFiles.file(arguments),
                data.resolve("signing-key.pem"));
        Serving serving = new Serving(listening, openness, keys, LimitOptions.of(arguments), arguments.flag("--debug"))
                .withOtlp(arguments.flag("--otlp"));
        return Running.until(
                world.asked(), () -> new Assembly(serving, storing, Assembly.Faces.SERVER, null, world), assembly -> {
                    scraping.ifPresent(wanted -> assembly.scrape(wanted, world));
                    welcome(terminal, listening, assembly.port(), data, keys != null);
                });
    }

    private static void welcome(Terminal terminal, Listening listening, int port, Path data, boolean keyed) {
        String host = listening.host() == null ? "localhost" : listening.host();
        String url = "http://" + new Listening(host, port);
        String key = keyed ? " -H 'Authorization: Bearer KEY'" : "";
        terminal.print("hone is listening on " + url + "\n\n"
                + "upload a profile    curl" + key + " --data-binary @cpu.pprof " + url + "/api/profile/my-app\n"
                + "download it         curl" + key + " -fo default.pgo " + url + "/api/profile/my-app\n"
                + "data is in          " + data + "\n"
                + "stop                Ctrl-C\n");
        terminal.flush();
    }

    private static Listening listening(Arguments arguments) {
        try {
            return Listening.parse(arguments.value("--listen").orElse(USUAL));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--listen: " + e.getMessage());
        }
    }
}
