package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.blob.BlobStore;
import dev.hone.cache.StoreEviction;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.server.log.LogFormat;
import java.nio.file.Path;
import java.util.List;

/** {@code hone cache serve}: a store of build results that machines share, by cacheprog's contract. */
final class CacheServe implements Command {
    private static final String DATA = "hone-data";

    private final World world;

    CacheServe(World world) {
        this.world = world;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Keep what Go builds made, for other machines to use: GET and PUT of /cache/<action>, as cacheprog's "
                                + "clients and hone cache ask. A key needs the role read to use results and submit to bring them.")
                .environment("HONE_CACHE_SERVE")
                .option(
                        "--listen",
                        "HOST:PORT",
                        "Where to listen (default: " + Entrance.USUAL + "); :PORT is everywhere.")
                .option("--data", "DIR", "Where results are kept (default: ./hone-data).")
                .option("--store", "URL", "Keep them in this store instead: s3://bucket?prefix=go/ or the like.");
        CacheQuota.ALONE.declare(declaration, Sharing.Wanted.MOST + " in a folder, anything in a store");
        declaration
                .flag("--dry-run", "Only say what would be removed now, and end.")
                .flag("--json", "Say it in JSON.")
                .size("--max-result", "SIZE", "The largest result (default: " + Sharing.Wanted.LARGEST + ").");
        Entrance.declare(declaration);
        LimitOptions.declareShared(declaration);
        StandIn.debug(declaration);
        LogOptions.declare(declaration, LogFormat.TEXT);
        declaration.examples(
                "  hone cache serve                                        for this machine only",
                "  hone cache serve --listen :8080 --keys keys.txt         for everybody with a key",
                "  hone cache serve --store 's3://builds?region=eu-west-1'  in a bucket, also beside cacheprog",
                "  hone cache serve --max-size 20GiB --dry-run             what would be removed",
                "  export CACHEPROG_HTTP_STORAGE_EXTRA_HEADERS='Authorization:Bearer KEY'    how a build shows its key");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Entrance entrance = Entrance.of(arguments);
        Sharing.Wanted wanted = wanted(arguments);
        if (arguments.flag("--dry-run")) {
            return dryRun(wanted, arguments, terminal);
        }
        LogOptions.start(arguments, terminal, LogFormat.TEXT);
        Serving serving = entrance.serving(LimitOptions.shared(arguments), arguments.flag("--debug"));
        return Running.until(
                world.asked(),
                () -> new CacheAssembly(serving, metrics -> Sharing.keeping(wanted, world, metrics), List.of(), world),
                assembly -> welcome(terminal, entrance, assembly.port(), wanted));
    }

    private ExitCode dryRun(Sharing.Wanted wanted, Arguments arguments, Terminal terminal) {
        try (BlobStore store = Sharing.open(wanted, world)) {
            StoreEviction eviction = new StoreEviction(store, wanted.limits());
            terminal.print(EvictionPage.of(eviction, world.clock().instant(), arguments.flag("--json"), terminal));
            return ExitCode.FINE;
        }
    }

    private static Sharing.Wanted wanted(Arguments arguments) {
        if (arguments.value("--store").isPresent() && arguments.value("--data").isPresent()) {
            throw new UsageException("--store and --data both say where results are kept; leave one out");
        }
        Path data =
                Path.of(arguments.value("--data").orElse(DATA)).toAbsolutePath().normalize();
        Sharing.Wanted below = Sharing.Wanted.below(data);
        ByteSize largest = arguments.size("--max-result", Sharing.Wanted.LARGEST);
        if (largest.bytes() == 0) {
            throw new UsageException("--max-result takes more than 0");
        }
        ByteSize usual = arguments.value("--store").isPresent() ? ByteSize.of(0) : Sharing.Wanted.MOST;
        return new Sharing.Wanted(
                arguments.value("--store").orElse(below.store()),
                below.incoming(),
                largest,
                CacheQuota.ALONE.of(arguments, usual));
    }

    private void welcome(Terminal terminal, Entrance entrance, int port, Sharing.Wanted wanted) {
        String url = entrance.url(port);
        String key = !entrance.guarded()
                ? ""
                : "\nwith a key       export CACHEPROG_HTTP_STORAGE_EXTRA_HEADERS='Authorization:Bearer KEY'";
        terminal.print("hone cache is listening on " + url + "\n\n"
                + "use it           export GOCACHEPROG=\"" + program(world)
                + " cache --remote-storage-type=http --http-storage-base-url=" + url + "\""
                + key + "\n"
                + "or cacheprog     the same options behind cacheprog direct\n"
                + "results are in   " + wanted.store() + "\n"
                + "stop             Ctrl-C\n");
        terminal.flush();
    }

    /** What to write in front of {@code cache} on this machine. go divides the value at blanks and knows quotes. */
    private static String program(World world) {
        String launcher = world.environment().getOrDefault("HONE_LAUNCHER", "hone");
        return launcher.indexOf(' ') < 0 ? launcher : "'" + launcher + "'";
    }
}
