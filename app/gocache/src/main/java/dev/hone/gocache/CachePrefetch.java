package dev.hone.gocache;

import dev.hone.base.GoDuration;
import dev.hone.cache.Brought;
import dev.hone.cache.BuildNames;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Porter;
import dev.hone.cache.RemoteChoice;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Terminal;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** {@code hone cache prefetch}: brings what a build will ask for, before it begins. */
final class CachePrefetch implements Command {
    private static final Duration USUAL = Duration.ofMinutes(5);

    private final CacheSurroundings surroundings;

    CachePrefetch(CacheSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Bring what a build will ask for into the cache folder: an early step of a CI job, while others still fetch "
                        + "modules or pull images. It is what the last build of the same words, module, platform, "
                        + "version of Go and branch used. Builds do this by themselves when they begin; this is for who can begin sooner. Where nobody has "
                        + "written down such a build, nothing is brought, and that is no failure.");
        CacheOptions.declare(declaration);
        declaration
                .withoutEnvironment()
                .duration(
                        "--timeout", "DURATION", "How long to wait at most (default: 5m); what has come by then stays.")
                .flag("--json", "Print JSON.")
                .words(
                        "BUILD",
                        "The command that will be run, such as go test ./..., in the same folder and with the same "
                                + "variables; or what stands behind go build.")
                .examples(
                        "  hone cache prefetch -- go build ./...",
                        "  hone cache prefetch -- go test -race ./... &    beside other steps");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        CacheOptions options = CacheOptions.of(arguments, environment, Assembly.platform());
        List<String> command = arguments.arguments().isEmpty()
                ? List.of("go", "build", "./...")
                : GoBuilds.command(arguments.arguments());
        String folder = Path.of("").toAbsolutePath().toString();
        BuildNames names = LikeBuilds.ofWords(command.subList(1, command.size()), folder, goSees(command, environment));
        LogLines lines = new LogLines(options.log().output(), terminal);
        // What a build would not notice is what somebody wants to know who asks for just this.
        CacheListener listener = new CacheLog("info", lines, CacheListener.NONE);
        long begun = surroundings.nanoClock().getAsLong();
        Brought brought;
        try (Porter porter = PorterProgram.of(options.root(), environment, surroundings);
                Assembly assembly = Assembly.of(options, porter, surroundings, listener)) {
            brought = assembly.cache().prefetch(names, arguments.duration("--timeout", USUAL));
        }
        Duration took = Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
        String build = Terminal.visible(String.join(" ", command));
        if (arguments.flag("--json")) {
            terminal.print(json(brought, took));
        } else if (brought.results() > 0) {
            terminal.print(text(brought, took, build));
        } else {
            terminal.print(
                    "nothing is brought: " + reason(options, PorterProgram.isThere(environment), names, build) + "\n");
        }
        return ExitCode.FINE;
    }

    /** go hands on to the shim what it makes of its settings. */
    private static Map<String, String> goSees(List<String> command, Map<String, String> environment) {
        if (!Path.of(command.getFirst()).endsWith("go")) {
            return environment;
        }
        Map<String, String> seen = new TreeMap<>(environment);
        seen.putAll(new GoBuilds(environment).settings(Path.of("").toAbsolutePath()));
        return seen;
    }

    private static String reason(CacheOptions options, boolean carried, BuildNames names, String build) {
        if (options.remote() instanceof RemoteChoice.Disabled) {
            return "no shared store is set; --remote-storage-type and what belongs to it say where it is";
        }
        if (!carried) {
            return "there is no hone-porter beside the shim; hone cache install builds both";
        }
        if (names.names().isEmpty()) {
            return build + " has no go.mod here, or HONE_CACHE_PLANS is off";
        }
        return "no build like " + build + " has been written down, or all of it is here";
    }

    private static String text(Brought brought, Duration took, String build) {
        return "brought %,d results for %s: %s in %s, %,d requests\n"
                .formatted(
                        brought.results(),
                        build,
                        ReportWords.bytes(brought.received()),
                        ReportWords.span(took),
                        brought.requests());
    }

    private static String json(Brought brought, Duration took) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("results", brought.results());
            json.writeNumberProperty("received", brought.received());
            json.writeNumberProperty("requests", brought.requests());
            json.writeStringProperty("took", GoDuration.format(took));
            json.writeEndObject();
        }
        return text + "\n";
    }
}
