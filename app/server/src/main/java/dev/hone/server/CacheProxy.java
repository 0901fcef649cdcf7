package dev.hone.server;

import dev.hone.cache.ProfileFiles;
import dev.hone.cache.RemoteChoice;
import dev.hone.cache.RemoteOptions;
import dev.hone.cache.SelfWatch;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.server.cache.MetricsProxy;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Listening;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Gate;
import dev.hone.server.log.LogFormat;
import dev.hone.server.log.Logs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code hone cache proxy}: stands in for {@code cacheprog proxy}. */
final class CacheProxy implements Command {
    private static final String USUAL = ":8080";
    private static final String ENDPOINT = "--metrics-proxy-endpoint";
    private static final String LABELS = "--metrics-proxy-extra-labels";
    private static final String HEADERS = "--metrics-proxy-extra-headers";

    private final World world;

    CacheProxy(World world) {
        this.world = world;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Hand on what a store has to builds that have no keys to it. Options, variables and routes are those of "
                                + "cacheprog proxy; who can reach it may use them, as there.")
                .environment("CACHEPROG")
                .variables(
                        List.of("CACHEPROG_PROXY_LISTEN_ADDRESS"),
                        d -> d.option(
                                "--listen-address", "ADDR", "Where to listen (default: " + USUAL + ", everywhere)."));
        RemoteOptions.declare(declaration);
        declaration
                .url(ENDPOINT, "URL", "Where metrics go that builds push to /metricsproxy.")
                .several(LABELS, "KEY=VALUE", "Labels that stand in the path there, as a Pushgateway reads them.")
                .several(HEADERS, "NAME:VALUE", "Headers that are added.")
                .option("--log-level", "LEVEL", "How much is told: debug, info (the default), warn or error.")
                .option("--log-output", "FILE", "Where it is told, instead of standard error.");
        ProfileFiles.declare(declaration);
        withoutEffect(declaration);
        declaration.examples(
                "  hone cache proxy --remote-storage-type=s3 --s3-bucket=builds --s3-region=eu-west-1",
                "  CACHEPROG_PROXY_LISTEN_ADDRESS=127.0.0.1:9000 hone cache proxy --remote-storage-type=s3 --s3-bucket=builds",
                "  docker build --network host --build-arg CACHEPROG_HTTP_STORAGE_BASE_URL=http://127.0.0.1:8080 .");
    }

    private static void withoutEffect(Declaration declaration) {
        declaration
                .variables(
                        List.of("CACHEPROG_REMOTE_STORAGE_MAX_CONSECUTIVE_ERRORS"),
                        d -> d.number("--max-consecutive-errors", "NUM", "Without effect, as with cacheprog."))
                .variables(
                        List.of("CACHEPROG_REMOTE_STORAGE_RETRY_AFTER"),
                        d -> d.duration("--retry-after", "TIME", "Without effect, as with cacheprog."))
                .flag("--use-vm-histograms", "Without effect: what this process counts is at /metrics.");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        List<String> warnings = new ArrayList<>();
        Listening listening = listening(arguments.value("--listen-address").orElse(USUAL));
        RemoteChoice choice = new RemoteOptions(arguments, world.environment(), Assembly.platform(), warnings).choice();
        Optional<MetricsProxy> metrics = metrics(arguments);
        startLog(arguments, terminal);
        terminal.complain("hone: anybody who can reach this port can use and change the cache, as with cacheprog; "
                + "put a proxy before it, or use hone cache serve with --keys\n");
        warnings.forEach(StandIn.LOG::warn);
        Serving serving =
                new Serving(listening, Gate.Openness.AS_ORIGINAL, null, LimitOptions.shared(arguments), false);
        List<Route> more = new ArrayList<>(List.of(Route.signOfLife(Method.ANY, "/health", call -> Answer.empty(200))));
        metrics.ifPresent(proxy -> more.addAll(proxy.routes()));
        Path incoming = incoming();
        SelfWatch watch = SelfWatch.begin(ProfileFiles.of(arguments), StandIn.LOG::warn);
        try {
            return Running.until(
                    world.asked(),
                    () -> new CacheAssembly(
                            serving, counted -> Sharing.handingOn(choice, incoming, world, counted), more, world),
                    assembly -> StandIn.LOG.info("listening on port {}", assembly.port()));
        } finally {
            watch.close();
            metrics.ifPresent(MetricsProxy::close);
            remove(incoming);
        }
    }

    private static Listening listening(String text) {
        try {
            return Listening.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--listen-address: " + e.getMessage());
        }
    }

    private static Optional<MetricsProxy> metrics(Arguments arguments) {
        Optional<URI> endpoint = arguments.url(ENDPOINT);
        return endpoint.map(address -> new MetricsProxy(
                address, RemoteOptions.labels(arguments, LABELS), RemoteOptions.headers(arguments, HEADERS)));
    }

    private static void startLog(Arguments arguments, Terminal terminal) {
        String level = arguments.value("--log-level").orElse("info");
        Optional<String> file = arguments.value("--log-output");
        if (file.isEmpty()) {
            LogOptions.start(level, terminal);
            return;
        }
        try {
            OutputStream out =
                    Files.newOutputStream(Path.of(file.get()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Logs.start(LogFormat.TEXT, level, out);
        } catch (IOException e) {
            throw new UsageException("--log-output: " + file.get() + " cannot be written: " + e);
        }
    }

    private static Path incoming() {
        try {
            return Files.createTempDirectory("hone-cache-proxy");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no folder for what arrives; set TMPDIR to one", e);
        }
    }

    /** What had not arrived when it was asked to end goes with it. */
    private static void remove(Path incoming) {
        try (var files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(incoming);
        } catch (IOException e) {
            StandIn.LOG.debug("{} is left behind: {}", incoming, e.toString());
        }
    }
}
