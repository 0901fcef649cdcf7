package dev.hone.bench;

import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes comparisons for programs: a JSON array, with every sample, so that other figures can be worked out. */
final class JsonReport {
    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    static String of(List<Comparison> comparisons) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            comparisons.forEach(new JsonReport(json)::write);
            json.writeEndArray();
        }
        return text + "\n";
    }

    private void write(Comparison comparison) {
        json.writeStartObject();
        json.writeStringProperty("scenario", comparison.scenario().name());
        json.writeStringProperty("mode", comparison.scenario().warm() ? "warm" : "process");
        json.writeArrayPropertyStart("sides");
        comparison.series().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("pairs");
        comparison.pairs().forEach(this::write);
        json.writeEndArray();
        json.writeArrayPropertyStart("notes");
        comparison.notes().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Series series) {
        json.writeStartObject();
        json.writeStringProperty("name", series.side().name());
        json.writeArrayPropertyStart("command");
        series.side().command().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("medianNanos", Statistics.median(series.nanos()));
        json.writeNumberProperty("minimumNanos", Statistics.quantile(0, series.nanos()));
        json.writeNumberProperty("p90Nanos", Statistics.quantile(0.9, series.nanos()));
        numberOrNull("medianCpuNanos", Statistics.median(series.cpuNanos()));
        numberOrNull("peakBytes", series.peakBytes() == 0 ? Double.NaN : series.peakBytes());
        numbers("nanos", series.nanos());
        json.writeEndObject();
    }

    private void numberOrNull(String name, double value) {
        if (Double.isNaN(value)) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    private void numbers(String name, double[] values) {
        json.writeName(name);
        json.writeArray(values, 0, values.length);
    }

    private void write(Comparison.Pair pair) {
        json.writeStartObject();
        json.writeStringProperty("of", pair.above());
        json.writeStringProperty("to", pair.below());
        json.writeNumberProperty("ratio", pair.ratio().ratio());
        json.writeNumberProperty("low", pair.ratio().low());
        json.writeNumberProperty("high", pair.ratio().high());
        json.writeEndObject();
    }
}
