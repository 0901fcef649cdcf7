package dev.hone.cli;

import dev.hone.command.Json;
import dev.hone.command.Terminal;
import dev.hone.profile.GoBuild;
import dev.hone.profile.Mapping;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.ProfileFormat;
import dev.hone.profile.ProfileSummary;
import java.io.StringWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Shows files as a JSON array. */
final class InfoJson implements ProfileInfo.View {
    private final Terminal terminal;
    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = Json.generator(text);

    InfoJson(Terminal terminal) {
        this.terminal = terminal;
        json.writeStartArray();
    }

    @Override
    public void show(String name, ProfileFile file, ProfileSummary summary) {
        Profile profile = file.profile();
        json.writeStartObject();
        json.writeStringProperty("file", name);
        json.writeStringProperty("kind", summary.kind());
        json.writeStringProperty("format", format(file.format()));
        json.writeStringProperty("encoding", file.encoding().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("storedBytes", file.stored().bytes());
        json.writeNumberProperty("expandedBytes", file.expanded().bytes());
        writeTypes(profile, summary);
        json.writeNumberProperty("samples", summary.samples());
        writeTime(profile.header(), summary);
        json.writeNumberProperty("averageDepth", summary.stacks().averageDepth());
        json.writeNumberProperty("deepest", summary.stacks().deepest());
        json.writeNumberProperty("locations", profile.locations().size());
        json.writeNumberProperty("functions", profile.functions().size());
        json.writeNumberProperty("startLineShare", summary.startLines());
        json.writeName("go");
        writeGo(summary.go());
        writeLabels(summary);
        writeMappings(profile);
        json.writeName("comments").writeStartArray();
        profile.header().comments().forEach(comment -> json.writeString(comment.toString()));
        json.writeEndArray();
        json.writeEndObject();
        print();
    }

    private static String format(ProfileFormat format) {
        return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void writeTypes(Profile profile, ProfileSummary summary) {
        json.writeName("types").writeStartArray();
        summary.types().forEach(total -> {
            json.writeStartObject();
            json.writeStringProperty("type", total.type().type().toString());
            json.writeStringProperty("unit", total.type().unit().toString());
            json.writeNumberProperty("total", total.total());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeNumberProperty("defaultType", profile.defaultType());
    }

    private void writeTime(Profile.Header header, ProfileSummary summary) {
        json.writeNumberProperty("timeNanos", header.timeNanos());
        json.writeNumberProperty("durationNanos", header.durationNanos());
        json.writeStringProperty("periodType", header.periodType().toString());
        json.writeNumberProperty("period", header.period());
        json.writeName("coresBusy");
        if (summary.coresBusy() == null) {
            json.writeNull();
        } else {
            json.writeNumber(summary.coresBusy());
        }
    }

    private void writeGo(@Nullable GoBuild go) {
        if (go == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        writeText("version", go.version());
        json.writeBooleanProperty("trimmed", go.trimmed());
        writeText("mainFile", go.mainFile());
        json.writeEndObject();
    }

    private void writeText(String name, @Nullable Object value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    private void writeLabels(ProfileSummary summary) {
        json.writeName("labels").writeStartArray();
        summary.labels().forEach(label -> {
            json.writeStartObject();
            json.writeStringProperty("key", label.key().toString());
            json.writeNumberProperty("samples", label.samples());
            json.writeNumberProperty("values", label.values());
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private void writeMappings(Profile profile) {
        json.writeName("mappings").writeStartArray();
        for (Mapping mapping : profile.mappings()) {
            json.writeStartObject();
            json.writeStringProperty("file", mapping.file().toString());
            json.writeStringProperty("buildId", mapping.buildId().toString());
            json.writeStringProperty("start", "0x" + Long.toHexString(mapping.start()));
            json.writeStringProperty("limit", "0x" + Long.toHexString(mapping.limit()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void refuse(String name, String code, String message) {
        Json.writeRefusal(json, name, code, message);
        print();
    }

    @Override
    public void end() {
        json.writeEndArray();
        json.flush();
        print();
        terminal.print("\n");
    }

    /** Hands on what there is, so that a long list does not gather in memory. */
    private void print() {
        json.flush();
        terminal.print(text.toString());
        text.getBuffer().setLength(0);
    }
}
