package dev.hone.cli;

import dev.hone.command.Json;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;
import dev.hone.gopgo.Coverage;
import dev.hone.gopgo.Quality;
import dev.hone.gopgo.QualityFigures;
import dev.hone.profile.Text;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Shows what {@code hone profile check} found. */
final class QualityReport {
    private QualityReport() {}

    static String page(String file, Quality quality, Terminal terminal) {
        StringBuilder text = new StringBuilder();
        text.append(Text.of(file)).append(": ").append(terminal.bold(word(quality.verdict())));
        text.append(meaning(quality.verdict())).append('\n');
        for (Quality.Reason reason : quality.reasons()) {
            String mark = switch (reason.verdict()) {
                case GOOD -> "note: ";
                case WEAK -> "weak: ";
                case REFUSED -> "refused: ";
            };
            text.append(Wrapped.text(mark + reason.message(), terminal.facts().width(), "  "));
        }
        QualityFigures figures = quality.figures();
        return figures == null ? text.toString() : text + "\n" + figures(figures);
    }

    private static String meaning(Quality.Verdict verdict) {
        return switch (verdict) {
            case GOOD -> ", build with it";
            case WEAK -> ", it will do, but a better one is to be had";
            case REFUSED -> ", do not build with it";
        };
    }

    private static String word(Quality.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String figures(QualityFigures figures) {
        Double cores = figures.times().coresBusy();
        long duration = figures.times().durationNanos();
        String times = duration > 0 ? " in " + Quantity.nanoseconds(duration) : "";
        String busy = cores == null ? "" : String.format(Locale.ROOT, ", %.2f cores busy", cores);
        StringBuilder text = new StringBuilder();
        row(text, "samples", Quantity.count(figures.samples()) + times + busy);
        row(
                text,
                "calls",
                Quantity.count(figures.edges()) + ", " + Quantity.count(figures.hotEdges()) + " of them hot");
        row(text, "coverage", Quantity.share(figures.coverage().share()) + " of what is hot is known");
        row(text, "lines", Quantity.share(figures.startLines()) + " of calls are from functions with a start line");
        row(text, "symbols", Quantity.share(figures.symbols()) + " of calls have names");
        row(text, "idle", Quantity.share(figures.idle()) + " of samples");
        if (figures.stale() != null) {
            row(text, "stale", Quantity.share(figures.stale()) + " of calls are in functions that the program lacks");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, value));
    }

    static String json(String file, Quality quality) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("file", file);
            json.writeStringProperty("verdict", word(quality.verdict()));
            json.writeName("reasons").writeStartArray();
            for (Quality.Reason reason : quality.reasons()) {
                json.writeStartObject();
                json.writeStringProperty("code", reason.code());
                json.writeStringProperty("verdict", word(reason.verdict()));
                json.writeStringProperty("message", reason.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (quality.figures() != null) {
                figures(json, quality.figures());
            }
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void figures(JsonGenerator json, QualityFigures figures) {
        json.writeNumberProperty("samples", figures.samples());
        json.writeNumberProperty("edges", figures.edges());
        json.writeNumberProperty("hotEdges", figures.hotEdges());
        json.writeNumberProperty("coverage", figures.coverage().share());
        if (figures.coverage().factor() == Coverage.UNKNOWN) {
            json.writeNullProperty("samplesForCoverage");
        } else {
            json.writeNumberProperty(
                    "samplesForCoverage",
                    Math.round(figures.samples() * figures.coverage().factor()));
        }
        json.writeNumberProperty("startLineShare", figures.startLines());
        json.writeNumberProperty("symbolShare", figures.symbols());
        json.writeNumberProperty("goCodeShare", figures.goCode());
        json.writeNumberProperty("idleShare", figures.idle());
        json.writeNumberProperty("labelBloat", figures.labelBloat());
        number(json, "staleShare", figures.stale());
        number(json, "coresBusy", figures.times().coresBusy());
        json.writeNumberProperty("durationNanos", figures.times().durationNanos());
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }
}
