package dev.hone.gocache;

import static dev.hone.gocache.ReportWords.bytes;
import static dev.hone.gocache.ReportWords.many;
import static dev.hone.gocache.ReportWords.span;

import dev.hone.base.GoDuration;
import dev.hone.cache.Source;
import dev.hone.command.Json;
import dev.hone.command.Terminal;
import java.io.StringWriter;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/** Says what warming the cache has done. */
final class WarmPage {
    private WarmPage() {}

    static String text(CacheWarm.Warmed warmed) {
        StringBuilder page = new StringBuilder();
        for (CacheWarm.Built built : warmed.builds()) {
            page.append("%s%s compiled anew, in %s\n"
                    .formatted(
                            built.platform().isEmpty() ? "" : built.platform() + ": ",
                            built.compiled() == 0 ? "nothing" : many(built.compiled(), "package"),
                            span(built.took())));
        }
        List<BuildReport> reports = warmed.reports();
        if (!reports.isEmpty()) {
            page.append("%s were here, %s came from other machines, %s made (%s)\n"
                    .formatted(
                            many(sum(reports, report -> report.count(Source.LOCAL)), "result"),
                            sum(reports, BuildReport::fetched),
                            sum(reports, BuildReport::made),
                            bytes(sum(reports, BuildReport::madeBytes))));
        }
        if (warmed.left() > 0) {
            page.append(
                    "%s not shared yet; hone cache drain waits for them\n".formatted(many(warmed.left(), "result")));
        } else if (!warmed.store().isEmpty()) {
            page.append("all is shared: %s (%s sent) in %s since it began, to %s\n"
                    .formatted(
                            many(sum(reports, BuildReport::shared), "result"),
                            bytes(sum(reports, BuildReport::sent)),
                            span(warmed.took()),
                            warmed.store()));
        }
        return Terminal.visible(page.toString());
    }

    static String json(CacheWarm.Warmed warmed) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeName("command").writeStartArray();
            warmed.words().forEach(json::writeString);
            json.writeEndArray();
            json.writeName("builds").writeStartArray();
            for (CacheWarm.Built built : warmed.builds()) {
                json.writeStartObject();
                json.writeStringProperty("platform", built.platform());
                json.writeNumberProperty("compiled", built.compiled());
                json.writeStringProperty("took", GoDuration.format(built.took()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeName("reports").writeStartArray();
            for (BuildReport report : warmed.reports()) {
                json.writeStartObject();
                ReportJson.write(report, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("store", warmed.store());
            json.writeNumberProperty("left", warmed.left());
            json.writeStringProperty("took", GoDuration.format(warmed.took()));
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static long sum(List<BuildReport> reports, ToLongFunction<BuildReport> what) {
        return reports.stream().mapToLong(what).sum();
    }
}
