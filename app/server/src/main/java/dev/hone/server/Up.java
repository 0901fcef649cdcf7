package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.server.log.LogFormat;
import java.nio.file.Path;
import java.util.Optional;

/** {@code hone up}: everything in one process. */
final class Up implements Command {
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
                .option(
                        "--listen",
                        "HOST:PORT",
                        "Where to listen (default: " + Entrance.USUAL + "); :PORT is everywhere.")
                .option("--data", "DIR", "Where profiles and results of builds are kept (default: ./hone-data).");
        CacheQuota.BESIDE_OTHERS.declare(declaration, Sharing.Wanted.MOST.toString());
        PruneFiles.declare(declaration);
        Entrance.declare(declaration);
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
        Entrance entrance = Entrance.of(arguments);
        LogOptions.start(arguments, terminal, LogFormat.TEXT);
        Optional<Collecting.Wanted> scraping = UpScraping.of(arguments, world);
        Path data = data(arguments);
        Storing storing = storing(arguments);
        Serving serving = entrance.serving(LimitOptions.of(arguments), arguments.flag("--debug"))
                .withOtlp(arguments.flag("--otlp"));
        return Running.until(
                world.asked(), () -> new Assembly(serving, storing, Assembly.Faces.SERVER, null, world), assembly -> {
                    scraping.ifPresent(wanted -> assembly.scrape(wanted, world));
                    welcome(terminal, entrance, assembly.port(), data);
                });
    }

    private static Path data(Arguments arguments) {
        return Path.of(arguments.value("--data").orElse(DATA)).toAbsolutePath().normalize();
    }

    static Storing storing(Arguments arguments) {
        Path data = data(arguments);
        return new Storing(
                        new FileUrl(data.resolve("blobs")).text(),
                        BUS,
                        BUS,
                        false,
                        PruneFiles.file(arguments),
                        data.resolve("signing-key.pem"))
                .withCache(
                        Sharing.Wanted.below(data).within(CacheQuota.BESIDE_OTHERS.of(arguments, Sharing.Wanted.MOST)));
    }

    private static void welcome(Terminal terminal, Entrance entrance, int port, Path data) {
        String url = entrance.url(port);
        String key = entrance.guarded() ? " -H 'Authorization: Bearer KEY'" : "";
        terminal.print("hone is listening on " + url + "\n\n"
                + "upload a profile    curl" + key + " --data-binary @cpu.pprof " + url + "/api/profile/my-app\n"
                + "download it         curl" + key + " -fo default.pgo " + url + "/api/profile/my-app\n"
                + "share Go builds     hone help cache serve\n"
                + "data is in          " + data + "\n"
                + "stop                Ctrl-C\n");
        terminal.flush();
    }
}
