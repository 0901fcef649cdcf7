package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import dev.hone.cache.SelfWatch;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.nio.file.Path;
import java.time.Duration;

/** {@code hone cache direct}: serves the go command that started it, without a daemon. */
final class CacheDirect implements Command {
    private final CacheSurroundings surroundings;

    CacheDirect(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description("Serve the go command that started this, in this process and without a daemon.");
        CacheOptions.declare(declaration);
        declaration.examples(
                "  GOCACHEPROG=\"hone cache direct\" go build ./...     with a folder of this machine only",
                "  GOCACHEPROG=\"hone cache direct --remote-storage-type=s3 --s3-bucket=go-cache\" go build ./...");
    }

    private void serve(CacheOptions options, Terminal terminal, CacheListener listener) {
        try (Porter porter = porter(options, terminal);
                Assembly assembly = Assembly.of(options, porter, surroundings, listener)) {
            Told told = new Told(options.root(), surroundings.clock());
            options.warnings().forEach(warning -> told.once(warning, listener::onWarning));
            serve(assembly, options, terminal, listener);
        } catch (CacheException e) {
            if (e.error() != CacheError.UNUSABLE_FOLDER) {
                throw e;
            }
            serveApart(e, options, terminal, listener);
        }
    }

    /** Go would end the build. A folder that lasts as long as the build lets it go on, with what the shared store has. */
    private void serveApart(CacheException reason, CacheOptions options, Terminal terminal, CacheListener listener) {
        try (OwnFolder own = OwnFolder.make();
                Porter porter = porter(options.in(own.path()), terminal);
                Assembly assembly = Assembly.of(options.in(own.path()), porter, surroundings, listener)) {
            listener.onWarning(reason.getMessage() + " (this build goes on without it)");
            serve(assembly, options.in(own.path()), terminal, listener);
        }
    }

    private void serve(Assembly assembly, CacheOptions options, Terminal terminal, CacheListener listener) {
        try {
            BuildTally tally = tally(options, listener);
            assembly.cache().session(options.mode(), tally).serve(terminal.in(), terminal.stream(), options.patience());
            tally.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Porter porter(CacheOptions options, Terminal terminal) {
        return PorterProgram.of(options.root(), terminal.facts().environment(), surroundings);
    }

    private BuildTally tally(CacheOptions options, CacheListener listener) {
        BuildReport.Facts facts = WhichBuild.of(
                surroundings.clock().instant(),
                ProcessHandle.current().parent().orElse(null),
                Path.of("").toAbsolutePath().toString(),
                "direct",
                options);
        return new BuildTally(
                facts,
                new ReportFolder(options.root()).place(surroundings),
                surroundings.nanoClock().getAsLong(),
                surroundings.nanoClock(),
                listener);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        CacheOptions options = CacheOptions.of(arguments, terminal.facts().environment(), Assembly.platform());
        LogLines lines = new LogLines(options.log().output(), terminal);
        CacheMetrics metrics = new CacheMetrics(options.metrics().vmRanges());
        CacheListener listener = new CacheLog(options.log().level(), lines, metrics);
        long begun = surroundings.nanoClock().getAsLong();
        SelfWatch watch = SelfWatch.begin(options.profiles(), listener::onWarning);
        try {
            serve(options, terminal, listener);
        } finally {
            watch.close();
        }
        Duration ran = Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
        MetricsSender.send(
                        options.metrics(), metrics.text(ran, options.metrics().labels()))
                .ifPresent(listener::onWarning);
        return ExitCode.FINE;
    }
}
