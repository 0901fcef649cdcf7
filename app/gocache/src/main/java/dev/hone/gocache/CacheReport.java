package dev.hone.gocache;

import static dev.hone.gocache.ReportWords.bytes;
import static dev.hone.gocache.ReportWords.fine;
import static dev.hone.gocache.ReportWords.share;
import static dev.hone.gocache.ReportWords.span;

import dev.hone.cache.Brought;
import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.Source;
import dev.hone.command.Age;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.OutputFile;
import dev.hone.command.Table;
import dev.hone.command.Table.Column;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** {@code hone cache report}: what the last builds asked of the cache, and what they were told. */
final class CacheReport implements Command {
    private static final int FOLDER_WIDTH = 24;

    private final InstantSource clock;

    CacheReport(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description(
                "Say what the last go command asked of the cache: where each answer came from, why there was none, how long "
                        + "it waited, and what was made and shared. The reports of the last " + ReportFolder.MOST
                        + " commands are kept in the cache folder.",
                "With --trace, write when it asked for what and how long that took, and the same of each request to the shared "
                        + "store, for https://ui.perfetto.dev or chrome://tracing: what go waits for, and when it works "
                        + "itself. This is kept of the last " + ReportFolder.MOST_TRACES + " commands.");
        CacheRoot.declareAlone(declaration);
        ProfileReport.declare(declaration);
        declaration
                .number("--last", "N", 1, ReportFolder.MOST, "How many to show, the newest first (default: 1).")
                .flag("--json", "Print JSON: an array with an object for each.")
                .option(
                        "--trace",
                        "FILE",
                        "Write a trace there, or to standard output for -; with --last N of so many commands, beside each other "
                                + "as if they had begun together.")
                .examples(
                        "  hone cache report                      what the last build was told",
                        "  hone cache report --last 10            the last ten, a line each",
                        "  hone cache report --trace t.json       where its time went, for ui.perfetto.dev",
                        "  hone cache report --profile new.pgo    what go compiles again with this profile",
                        "  hone cache report ./cmd/...            what it costs that programs have different profiles");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Path root = CacheRoot.of(arguments, terminal.facts().environment(), Assembly.platform());
        if (ProfileReport.isMeant(arguments)) {
            return ProfileReport.run(arguments, terminal, root, clock.instant());
        }
        if (arguments.flag("--trace")) {
            return trace(root, arguments, terminal);
        }
        List<BuildReport> reports = read(root, arguments.number("--last", 1));
        if (arguments.flag("--json")) {
            terminal.print(json(reports));
        } else if (reports.isEmpty()) {
            terminal.print(nothing(root));
        } else if (reports.size() == 1) {
            terminal.print(Terminal.visible(page(reports.getFirst(), clock.instant())));
        } else {
            terminal.print(table(reports, clock.instant()).render(terminal));
        }
        return reports.isEmpty() ? ExitCode.NO : ExitCode.FINE;
    }

    private static ExitCode trace(Path root, Arguments arguments, Terminal terminal) {
        if (arguments.flag("--json")) {
            throw new UsageException("--trace and --json are two different things; leave one out");
        }
        List<ReportFolder.Traced> traced = traced(root, arguments.number("--last", 1));
        List<ChromeTrace.Build> builds =
                traced.stream().flatMap(CacheReport::whole).toList();
        if (traced.isEmpty()) {
            terminal.complain(nothing(root));
            return ExitCode.NO;
        }
        if (builds.isEmpty()) {
            terminal.error(missing(traced.getFirst().trace()));
            return ExitCode.NO;
        }
        String file = arguments.value("--trace").orElseThrow();
        OutputFile.write("--trace", file, out -> ChromeTrace.write(builds, out), terminal);
        if (builds.size() < traced.size()) {
            arguments.note(
                    "%d of these %d commands have no trace: it is kept of the last %d"
                            .formatted(traced.size() - builds.size(), traced.size(), ReportFolder.MOST_TRACES),
                    terminal);
        }
        if (!file.equals("-")) {
            arguments.note("open " + file + " at https://ui.perfetto.dev or chrome://tracing", terminal);
        }
        return ExitCode.FINE;
    }

    private static Stream<ChromeTrace.Build> whole(ReportFolder.Traced build) {
        return build.trace() instanceof ReportFolder.Kept.Whole(BuildTrace trace)
                ? Stream.of(new ChromeTrace.Build(build.report(), trace))
                : Stream.empty();
    }

    private static String missing(ReportFolder.Kept trace) {
        return trace instanceof ReportFolder.Kept.Damaged
                ? "the trace of this build is damaged; the next build writes its own"
                : "no trace of this build is kept: there is one of the last " + ReportFolder.MOST_TRACES
                        + " builds, if the disk had room for it when they ended";
    }

    static List<BuildReport> read(Path root, int most) {
        try {
            return new ReportFolder(root).last(most);
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    private static List<ReportFolder.Traced> traced(Path root, int most) {
        try {
            return new ReportFolder(root).traced(most);
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    private static CacheException unreadable(Path root, IOException e) {
        return new CacheException(CacheError.UNUSABLE_FOLDER, "the reports in " + root + " cannot be read: " + e, e);
    }

    static String nothing(Path root) {
        return "no go command has used the cache in " + root
                + " yet\nGOCACHEPROG=\"hone cache\" go build ./...   builds with it; hone cache install says more\n";
    }

    private static String json(List<BuildReport> reports) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartArray();
            for (BuildReport report : reports) {
                json.writeStartObject();
                ReportJson.write(report, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text + "\n";
    }

    private static String page(BuildReport report, Instant now) {
        BuildReport.Facts facts = report.facts();
        StringBuilder page = new StringBuilder();
        page.append("%s in %s, %s ago, took %s\n"
                .formatted(
                        facts.command().isEmpty() ? "a go command" : facts.command(),
                        facts.folder(),
                        Age.of(Duration.between(facts.begun(), now)),
                        span(report.took())));
        String served = facts.by().equals("direct") ? "served in one process" : "served by the daemon";
        page.append("%s; %s\n\n"
                .formatted(
                        served,
                        facts.store().isEmpty()
                                ? "no shared store"
                                : "shared store %s, mode %s".formatted(facts.store(), facts.mode())));
        line(page, "asked", report.asked(), "");
        for (Source source : Source.values()) {
            if (report.count(source) > 0) {
                line(
                        page,
                        source.isHit() ? "  hit" : "  missed",
                        report.count(source),
                        share(report.count(source), report.asked()) + "  " + ReportWords.of(source));
            }
        }
        Brought brought = report.brought();
        if (brought.results() > 0) {
            line(
                    page,
                    "brought",
                    brought.results(),
                    "before go asked: %s, %d requests".formatted(bytes(brought.received()), brought.requests()));
            if (brought.unused() > 0) {
                line(page, "  in vain", brought.unused(), bytes(brought.wasted()) + " that it did not ask for");
            }
        }
        line(page, "made", report.made(), bytes(report.madeBytes()));
        if (report.shared() + report.waiting() > 0) {
            line(page, "  shared", report.shared(), bytes(report.sent()) + " sent");
            line(page, "  waiting", report.waiting(), report.waiting() > 0 ? "hone cache drain waits for them" : "");
        }
        page.append("\ngiven     %s, of which %s came over the network\n"
                .formatted(bytes(report.served()), bytes(report.received())));
        BuildReport.Waits waits = report.waits();
        page.append("waited    %s for this machine, %s for the shared store, all requests added up\n"
                .formatted(span(waits.here()), span(waits.shared())));
        page.append("          half of them %s at most, 99 in a hundred %s\n"
                .formatted(fine(waits.half()), fine(waits.nearlyAll())));
        return page.append(ReportAdvice.of(report)).toString();
    }

    private static void line(StringBuilder page, String what, long many, String more) {
        page.append("%-10s%8d  %s".formatted(what, many, more).stripTrailing()).append('\n');
    }

    private static Table table(List<BuildReport> reports, Instant now) {
        Table table = new Table(
                Column.right("ago"),
                Column.right("took"),
                Column.right("asked"),
                Column.right("hit"),
                Column.right("here"),
                Column.right("fetched"),
                Column.right("made"),
                Column.left("command"),
                Column.left("folder"));
        for (BuildReport report : reports) {
            table.add(
                    Age.of(Duration.between(report.facts().begun(), now)),
                    span(report.took()),
                    Long.toString(report.asked()),
                    share(report.hits(), report.asked()),
                    Long.toString(report.count(Source.LOCAL)),
                    Long.toString(report.fetched()),
                    Long.toString(report.made()),
                    Terminal.visible(report.facts().command()),
                    Terminal.visible(end(report.facts().folder())));
        }
        return table;
    }

    /** The end of a path says more than its beginning. */
    private static String end(String folder) {
        return folder.length() <= FOLDER_WIDTH ? folder : "…" + folder.substring(folder.length() - FOLDER_WIDTH + 1);
    }
}
