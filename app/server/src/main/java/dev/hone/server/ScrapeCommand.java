package dev.hone.server;

import dev.hone.collect.CollectSettings;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.intake.HttpIntake;
import dev.hone.server.log.LogFormat;
import dev.hone.targets.FileTargetSource;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code hone scrape}: stands in for {@code autopgo scrape}. */
final class ScrapeCommand implements Command {
    private static final int USUAL_PORT = 8082;
    private static final URI USUAL_SERVER = URI.create("http://localhost:8080");
    private static final Duration ONE_EXCHANGE = Duration.ofSeconds(60);
    private static final int MOST = 1_000_000;
    private static final String MODES = TargetSources.Mode.words() + ", pyroscope, parca";

    private final World world;

    ScrapeCommand(World world) {
        this.world = world;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Take CPU profiles of running instances and hand them to a server, ours or autopgo's. Options and "
                                + "variables are those of autopgo scrape.",
                        "A fleet is spared: no more is profiled than the options below allow, an instance that is busy or "
                                + "fails is left in peace for longer and longer, and what tells most comes first.")
                .argument(
                        0,
                        "FILE|URL",
                        false,
                        "The list of targets; with --mode kube a kubeconfig, if it is not the usual one; with --mode "
                                + "pyroscope or parca its URL.")
                .argument(1, "QUERY", false, "Which profiles to pull: '{service_name=\"web\"}'.")
                .environment("AUTOPGO")
                .url("-u, --api-url", "URL", "The server (default: " + USUAL_SERVER + ").");
        StandIn.port(declaration, USUAL_PORT);
        declaration
                .option("-a, --app", "APP", "The app, of targets that name none.")
                .number(
                        "-s, --sample-size",
                        "COUNT",
                        1,
                        MOST,
                        "How many instances of an app are profiled in each round.")
                .duration("-d, --duration", "DURATION", "How long a profile takes (default: 30s).")
                .duration(
                        "-f, --frequency",
                        "DURATION",
                        "How often a round begins (default: 1m); with --mode pyroscope or parca how long a window is "
                                + "(default: 10m).")
                .option(
                        "-m, --mode",
                        "MODE",
                        "Where targets are listed: " + MODES
                                + " (default: file). Of pyroscope and parca, merged profiles are pulled window by window.");
        StandIn.common(declaration);
        CollectOptions.declare(declaration);
        declaration.withoutEnvironment();
        ApiKey.declare(declaration);
        PullOptions.declare(declaration);
        KeyOptions.declare(declaration);
        declaration
                .flag("--list", "Show what would be profiled, profile nothing, and end.")
                .flag("--json", "With --list: as JSON.")
                .examples(
                        "  hone scrape targets.json --app web --sample-size 5 --api-url http://pgo.example:8080",
                        "  hone scrape targets.json --list                what would be profiled?",
                        "  AUTOPGO_SAMPLE_SIZE=5 hone scrape targets.json --quiet-hours 08:00-09:30",
                        "  hone scrape --mode pyroscope http://pyroscope:4040 '{service_name=\"web\"}'",
                        "  hone scrape --mode parca http://parca:7070 '{job=\"web\"}' --app web --once");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        LogOptions.start(arguments, terminal, LogFormat.JSON);
        String word = arguments.value("--mode").orElse("file");
        String app = app(arguments);
        if (PullOptions.isMode(word)) {
            return pull(PullOptions.of(word, arguments, app, terminal), arguments, terminal);
        }
        TargetSources.Mode mode = TargetSources.Mode.of(word, MODES);
        if (arguments.flag("--once") || arguments.argument(1).isPresent()) {
            throw new UsageException("--once and a query are for --mode pyroscope and parca");
        }
        Path file = arguments.argument(0).map(Path::of).orElse(null);
        Duration duration = CollectOptions.positive(arguments, "--duration", CollectSettings.USUAL.duration());
        Duration frequency = CollectOptions.positive(arguments, "--frequency", Duration.ofMinutes(1));
        TargetSource source = TargetSources.of(mode, file, app, world.environment());
        if (arguments.flag("--list")) {
            try (source) {
                return TargetsTable.print(source.look(), arguments.flag("--json"), terminal);
            }
        }
        check(source, arguments, app);
        CollectSettings settings =
                CollectOptions.settings(arguments, arguments.number("--sample-size", MOST), duration, frequency, mode);
        HttpIntake intake = new HttpIntake(server(arguments, source), ApiKey.of(arguments, terminal), ONE_EXCHANGE);
        return Running.until(
                world.asked(),
                () -> new ScrapeAssembly(
                        StandIn.serving(arguments, USUAL_PORT),
                        listener -> new Collecting(new Collecting.Wanted(source, settings), intake, world, listener),
                        intake,
                        world),
                assembly -> StandIn.LOG.info("scraping; signs of life on port {}", assembly.port()));
    }

    private ExitCode pull(Pulling.Wanted wanted, Arguments arguments, Terminal terminal) {
        URI server = arguments.url("--api-url").orElse(USUAL_SERVER);
        HttpIntake intake = new HttpIntake(server, ApiKey.of(arguments, terminal), ONE_EXCHANGE);
        if (arguments.flag("--once")) {
            return PullOnce.run(wanted, intake, world, terminal);
        }
        return Running.until(
                world.asked(),
                () -> new ScrapeAssembly(
                        StandIn.serving(arguments, USUAL_PORT),
                        listener -> new Pulling(wanted, intake, world, listener),
                        intake,
                        world),
                assembly -> StandIn.LOG.info(
                        "pulling from {}; signs of life on port {}",
                        wanted.store().name(),
                        assembly.port()));
    }

    private static String app(Arguments arguments) {
        String app = arguments.value("--app").orElse("");
        if (!app.isEmpty() && !app.matches("[a-z0-9-]{1,100}")) {
            throw new UsageException("--app: '" + app + "' is no app: small letters, digits and hyphens, at most 100");
        }
        return app;
    }

    /** A list that cannot be read ends the start; a list that is somewhere else may be away for a while. */
    private static void check(TargetSource source, Arguments arguments, String app) {
        Targets targets;
        try {
            targets = source.look();
        } catch (TargetException e) {
            if (e.error() != TargetError.UNAVAILABLE) {
                throw e;
            }
            targets = new Targets(List.of(), List.of());
        }
        if (source instanceof FileTargetSource && targets.found().isEmpty() && app.isEmpty()) {
            throw new UsageException("no target of " + source.name() + " names an app; name it with --app");
        }
        boolean allSay = !targets.found().isEmpty()
                && targets.found().stream().allMatch(target -> target.pace().most() != null);
        if (!arguments.flag("--sample-size") && !allSay) {
            throw new UsageException(
                    "how many instances of an app are to be profiled in each round? Say it with --sample-size, as in "
                            + "--sample-size 5");
        }
        for (Targets.LeftOut left : targets.left()) {
            StandIn.LOG.warn("{} is left out: {}", left.name(), left.reason());
        }
    }

    private static URI server(Arguments arguments, TargetSource source) {
        if (source instanceof FileTargetSource list
                && arguments.url("--api-url").isEmpty()) {
            return list.server().map(ScrapeCommand::listed).orElse(USUAL_SERVER);
        }
        return arguments.url("--api-url").orElse(USUAL_SERVER);
    }

    private static URI listed(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
                return url;
            }
        } catch (URISyntaxException ignored) {
            // Said below.
        }
        throw new UsageException("the list's apiUrl is a URL such as " + USUAL_SERVER + ", not '" + text + "'");
    }
}
