package dev.hone.gocache;

import dev.hone.base.ByteSize;
import dev.hone.base.HeapKeeper;
import dev.hone.base.Sleeper;
import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.Version;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code hone cache daemon}: the process that the shim starts, and that stays for the next go commands. */
final class CacheDaemon implements Command {
    private static final Duration IDLE = Duration.ofHours(4);
    private static final ByteSize HEAP = ByteSize.ofMebibytes(48);

    private final CacheSurroundings surroundings;

    CacheDaemon(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        CacheRoot.declareAlone(declaration);
        declaration
                .description(
                        "Serve the go commands of this user, one after the other and side by side, until nobody has come for "
                                + "long. It is started by itself when a go command needs it.")
                .duration("--idle", "DURATION", "For how long it stays when nobody comes (default: 4h).")
                .examples(
                        "  hone cache daemon --idle 10m    stay for ten minutes after the last build",
                        "  hone cache status               what is running, and what it has done",
                        "  hone cache stop                 end it when its builds have ended");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        Path root = CacheRoot.of(arguments, environment, Assembly.platform());
        CacheOptions own = CacheOptions.read(List.of(CacheRoot.OPTION, root.toString()), Map.of(), Assembly.platform());
        // Makes the folder first, if it has to be made.
        try (Porter porter = PorterProgram.of(root, environment, surroundings);
                Tenancy served = new Tenancy(own, porter, surroundings, Assembly.platform());
                FileChannel file = FileChannel.open(
                        root.resolve("daemon.pid"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                arguments.note("another daemon serves " + root, terminal);
            } else {
                serve(served, CacheSocket.of(root, environment), arguments.duration("--idle", IDLE));
            }
            return ExitCode.FINE;
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "no daemon can be started for " + root + ": " + e, e);
        }
    }

    private static void serve(Tenancy served, CacheSocket socket, Duration idle) throws IOException {
        try (Daemon daemon = new Daemon(socket, served, Version.current())) {
            Thread keeping = Thread.ofVirtual().start(new Housekeeping(served, Sleeper.REAL));
            Thread heap = Thread.ofVirtual().start(HeapKeeper.of(HEAP));
            Runtime.getRuntime().addShutdownHook(new Thread(daemon::retire));
            daemon.run(idle);
            keeping.interrupt();
            heap.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
