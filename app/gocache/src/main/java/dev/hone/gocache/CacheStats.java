package dev.hone.gocache;

import static dev.hone.gocache.ReportWords.bytes;
import static dev.hone.gocache.ReportWords.share;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.LocalSettings;
import dev.hone.cache.Source;
import dev.hone.cache.StoreUsage;
import dev.hone.command.Age;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Terminal;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/** {@code hone cache stats}: what the cache folder has, and what it was good for. */
final class CacheStats implements Command {
    private final InstantSource clock;

    CacheStats(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.description("Say what the cache folder has, and what the last " + ReportFolder.MOST
                + " go commands got from it, added up.");
        CacheRoot.declareAlone(declaration);
        declaration
                .size("--max-size", "SIZE", "What may be kept there (default: 10GiB).")
                .flag("--json", "Print JSON.")
                .examples("  hone cache stats");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Path root = CacheRoot.of(arguments, terminal.facts().environment(), Assembly.platform());
        long most = arguments.size("--max-size", LocalSettings.USUAL.most()).bytes();
        Instant now = clock.instant();
        List<BuildReport> reports = CacheReport.read(root, ReportFolder.MOST);
        StoreUsage usage = usage(root, now);
        boolean empty = reports.isEmpty() && usage.actions() == 0;
        if (arguments.flag("--json")) {
            terminal.print(json(root, usage, most, reports));
        } else if (empty) {
            terminal.print(CacheReport.nothing(root));
        } else {
            terminal.print(Terminal.visible(page(root, usage, most, reports, now)));
        }
        return empty ? ExitCode.NO : ExitCode.FINE;
    }

    private static StoreUsage usage(Path root, Instant now) {
        try {
            return StoreUsage.of(root, now);
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, root + " cannot be read: " + e, e);
        }
    }

    private static String page(Path root, StoreUsage usage, long most, List<BuildReport> reports, Instant now) {
        StringBuilder page = new StringBuilder();
        page.append("folder    %s\n".formatted(root));
        page.append("kept      %,d results in %,d files, %s of at most %s (%s)\n"
                .formatted(
                        usage.actions(),
                        usage.outputs(),
                        bytes(usage.bytes()),
                        bytes(most),
                        share(usage.bytes(), most)));
        Instant unused = usage.longestUnused();
        if (unused != null) {
            page.append("unused    for %s at most\n".formatted(Age.of(Duration.between(unused, now))));
        }
        if (usage.waiting() > 0) {
            page.append(
                    "waiting   %,d results to be shared; hone cache drain waits for them\n".formatted(usage.waiting()));
        }
        if (reports.isEmpty()) {
            return page.append("\nNo go command has left a report yet.\n").toString();
        }
        Duration since = Duration.between(reports.getLast().facts().begun(), now);
        long asked = sum(reports, BuildReport::asked);
        page.append("\nThe last %,d go commands, since %s ago:\n\n".formatted(reports.size(), Age.of(since)));
        page.append("asked     %,d, %s of them were there\n"
                .formatted(asked, share(sum(reports, BuildReport::hits), asked)));
        for (Source source : Source.values()) {
            long many = sum(reports, report -> report.count(source));
            if (many > 0) {
                page.append("%10s%,d (%s) %s\n".formatted("", many, share(many, asked), ReportWords.of(source)));
            }
        }
        page.append("given     %s that needed not be made, %s of it over the network\n"
                .formatted(bytes(sum(reports, BuildReport::served)), bytes(sum(reports, BuildReport::received))));
        long brought = sum(reports, report -> report.brought().results());
        if (brought > 0) {
            page.append("brought   %,d results before go asked\n".formatted(brought));
        }
        page.append("made      %,d results, %s; %,d were shared, %s sent\n"
                .formatted(
                        sum(reports, BuildReport::made),
                        bytes(sum(reports, BuildReport::madeBytes)),
                        sum(reports, BuildReport::shared),
                        bytes(sum(reports, BuildReport::sent))));
        return page.toString();
    }

    private static long sum(List<BuildReport> reports, ToLongFunction<BuildReport> what) {
        return reports.stream().mapToLong(what).sum();
    }

    private static String json(Path root, StoreUsage usage, long most, List<BuildReport> reports) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("folder", root.toString());
            json.writeNumberProperty("results", usage.actions());
            json.writeNumberProperty("files", usage.outputs());
            json.writeNumberProperty("bytes", usage.bytes());
            json.writeNumberProperty("most", most);
            Instant unused = usage.longestUnused();
            if (unused != null) {
                json.writeStringProperty("longestUnused", unused.toString());
            }
            json.writeNumberProperty("waiting", usage.waiting());
            json.writeNumberProperty("commands", reports.size());
            json.writeNumberProperty("asked", sum(reports, BuildReport::asked));
            json.writeNumberProperty("hits", sum(reports, BuildReport::hits));
            json.writeName("answers").writeStartObject();
            for (Source source : Source.values()) {
                json.writeNumberProperty(ReportJson.name(source), sum(reports, report -> report.count(source)));
            }
            json.writeEndObject();
            json.writeNumberProperty("served", sum(reports, BuildReport::served));
            json.writeNumberProperty("received", sum(reports, BuildReport::received));
            json.writeNumberProperty(
                    "brought", sum(reports, report -> report.brought().results()));
            json.writeNumberProperty("made", sum(reports, BuildReport::made));
            json.writeNumberProperty("madeBytes", sum(reports, BuildReport::madeBytes));
            json.writeNumberProperty("shared", sum(reports, BuildReport::shared));
            json.writeNumberProperty("sent", sum(reports, BuildReport::sent));
            json.writeEndObject();
        }
        return text + "\n";
    }
}
