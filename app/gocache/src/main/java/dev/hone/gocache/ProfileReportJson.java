package dev.hone.gocache;

import dev.hone.command.Json;
import dev.hone.gocache.pgo.Forecast;
import dev.hone.gocache.pgo.Guidance;
import dev.hone.gocache.pgo.Program;
import dev.hone.gocache.pgo.Variants;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What is said of profiles, for programs. */
final class ProfileReportJson {
    private ProfileReportJson() {}

    static String of(ProfileReport.Said said) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("go", said.there().version().text());
            json.writeStringProperty("pgoFlag", said.there().flag());
            @Nullable Forecast forecast = said.forecast();
            Guidance.@Nullable By profile = said.profile();
            if (forecast == null || profile == null) {
                json.writeName("programs").writeStartArray();
                said.there().programs().forEach(program -> {
                    json.writeStartObject();
                    program(json, program);
                    json.writeEndObject();
                });
                json.writeEndArray();
            } else {
                json.writeStringProperty("file", said.file());
                guidance(json, "profile", profile);
                forecast(json, forecast);
            }
            variants(json, "variants", said.variants());
            if (profile != null) {
                variants(
                        json,
                        "variantsThen",
                        Variants.of(ProfileReport.then(said.there().programs(), profile)));
            }
            @Nullable BuildReport like = said.like();
            if (like != null) {
                json.writeName("like").writeStartObject();
                ReportJson.write(like, json);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void forecast(JsonGenerator json, Forecast forecast) {
        json.writeNumberProperty("compiledAgain", forecast.again());
        json.writeNumberProperty("packages", forecast.packages());
        json.writeBooleanProperty("preprocessed", forecast.preprocessed());
        json.writeNumberProperty("links", forecast.links());
        json.writeName("programs").writeStartArray();
        for (Forecast.Line line : forecast.lines()) {
            json.writeStartObject();
            program(json, line.program());
            json.writeNumberProperty("compiledAgain", line.again());
            json.writeBooleanProperty("linked", line.linked());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void program(JsonGenerator json, Program program) {
        json.writeStringProperty("importPath", program.importPath());
        json.writeStringProperty("folder", program.folder().toString());
        json.writeNumberProperty("packages", program.packages().size());
        guidance(json, "now", program.now());
    }

    private static void guidance(JsonGenerator json, String name, Guidance guidance) {
        json.writeName(name).writeStartObject();
        switch (guidance) {
            case Guidance.None _ -> json.writeStringProperty("kind", "none");
            case Guidance.By by -> {
                json.writeStringProperty("kind", by.calls() == 0 ? "empty" : "profile");
                json.writeStringProperty("key", by.key());
                json.writeStringProperty("sha256", by.content());
                json.writeStringProperty("decisions", by.decisions());
                json.writeNumberProperty("calls", by.calls());
            }
            case Guidance.Refused(String reason) -> {
                json.writeStringProperty("kind", "refused");
                json.writeStringProperty("reason", reason);
            }
        }
        json.writeEndObject();
    }

    private static void variants(JsonGenerator json, String name, Variants variants) {
        json.writeName(name).writeStartObject();
        json.writeNumberProperty("programs", variants.programs());
        json.writeNumberProperty("profiles", variants.profiles());
        json.writeNumberProperty("without", variants.without());
        json.writeNumberProperty("shared", variants.shared());
        json.writeNumberProperty("compiles", variants.compiles());
        json.writeEndObject();
    }
}
