package dev.hone.collect;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a profile in protobuf's JSON, from the protocol buffer that it is. */
/*
 * The message is perftools.profiles.Profile of google/pprof (proto/profile.proto), which Pyroscope has as google.v1.Profile.
 * By protobuf.dev/programming-guides/json: names in camel case, 64-bit numbers as texts, what is zero left out.
 */
final class ProfileJson {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Kind NUMBER = new Kind.One(true);
    private static final Kind NATURAL = new Kind.One(false);
    private static final Kind NUMBERS = new Kind.Many(true);
    private static final Kind NATURALS = new Kind.Many(false);
    private static final Kind TEXTS = new Kind.Texts();
    private static final Kind TRUTH = new Kind.Truth();

    private static final Shape VALUE_TYPE = new Shape().with(1, "type", NUMBER).with(2, "unit", NUMBER);
    private static final Shape LABEL = new Shape()
            .with(1, "key", NUMBER)
            .with(2, "str", NUMBER)
            .with(3, "num", NUMBER)
            .with(4, "numUnit", NUMBER);
    private static final Shape SAMPLE = new Shape()
            .with(1, "locationId", NATURALS)
            .with(2, "value", NUMBERS)
            .with(3, "label", new Kind.Messages(LABEL));
    private static final Shape MAPPING = new Shape()
            .with(1, "id", NATURAL)
            .with(2, "memoryStart", NATURAL)
            .with(3, "memoryLimit", NATURAL)
            .with(4, "fileOffset", NATURAL)
            .with(5, "filename", NUMBER)
            .with(6, "buildId", NUMBER)
            .with(7, "hasFunctions", TRUTH)
            .with(8, "hasFilenames", TRUTH)
            .with(9, "hasLineNumbers", TRUTH)
            .with(10, "hasInlineFrames", TRUTH);
    private static final Shape LINE = new Shape().with(1, "functionId", NATURAL).with(2, "line", NUMBER);
    private static final Shape LOCATION = new Shape()
            .with(1, "id", NATURAL)
            .with(2, "mappingId", NATURAL)
            .with(3, "address", NATURAL)
            .with(4, "line", new Kind.Messages(LINE))
            .with(5, "isFolded", TRUTH);
    private static final Shape FUNCTION = new Shape()
            .with(1, "id", NATURAL)
            .with(2, "name", NUMBER)
            .with(3, "systemName", NUMBER)
            .with(4, "filename", NUMBER)
            .with(5, "startLine", NUMBER);
    private static final Shape PROFILE = new Shape()
            .with(1, "sampleType", new Kind.Messages(VALUE_TYPE))
            .with(2, "sample", new Kind.Messages(SAMPLE))
            .with(3, "mapping", new Kind.Messages(MAPPING))
            .with(4, "location", new Kind.Messages(LOCATION))
            .with(5, "function", new Kind.Messages(FUNCTION))
            .with(6, "stringTable", TEXTS)
            .with(7, "dropFrames", NUMBER)
            .with(8, "keepFrames", NUMBER)
            .with(9, "timeNanos", NUMBER)
            .with(10, "durationNanos", NUMBER)
            .with(11, "periodType", new Kind.Message(VALUE_TYPE))
            .with(12, "period", NUMBER)
            .with(13, "comment", NUMBERS)
            .with(14, "defaultSampleType", NUMBER);

    private final JsonGenerator json;

    private ProfileJson(JsonGenerator json) {
        this.json = json;
    }

    /** What the value of a field is. */
    private sealed interface Kind {
        record One(boolean signed) implements Kind {}

        record Many(boolean signed) implements Kind {}

        record Texts() implements Kind {}

        record Truth() implements Kind {}

        record Message(Shape shape) implements Kind {}

        record Messages(Shape shape) implements Kind {}
    }

    /** The fields of a message. */
    private static final class Shape {
        private final Map<Integer, Field> fields = new LinkedHashMap<>();

        Shape with(int number, String name, Kind kind) {
            fields.put(number, new Field(name, kind));
            return this;
        }
    }

    private record Field(String name, Kind kind) {}

    static String of(byte[] pprof) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new ProfileJson(json).message(ProtoFields.of(pprof), PROFILE);
        }
        return text.toString();
    }

    private void message(ProtoFields message, Shape shape) {
        Map<Integer, List<ProtoFields>> found = new LinkedHashMap<>();
        while (message.next()) {
            if (shape.fields.containsKey(message.field())) {
                found.computeIfAbsent(message.field(), any -> new ArrayList<>()).add(message.copy());
            }
        }
        json.writeStartObject();
        found.forEach((number, values) -> {
            Field field = shape.fields.get(number);
            if (field != null) {
                field(field, values);
            }
        });
        json.writeEndObject();
    }

    private void field(Field field, List<ProtoFields> values) {
        switch (field.kind) {
            case Kind.One(boolean signed) -> {
                long number = values.getLast().number();
                if (number != 0) {
                    json.writeStringProperty(field.name, text(number, signed));
                }
            }
            case Kind.Truth() -> {
                if (values.getLast().number() != 0) {
                    json.writeBooleanProperty(field.name, true);
                }
            }
            case Kind.Message(Shape shape) -> {
                json.writeName(field.name);
                message(values.getLast().message(), shape);
            }
            case Kind.Many _, Kind.Texts _, Kind.Messages _ -> {
                json.writeName(field.name);
                json.writeStartArray();
                values.forEach(value -> element(field.kind, value));
                json.writeEndArray();
            }
        }
    }

    private void element(Kind kind, ProtoFields value) {
        switch (kind) {
            case Kind.Texts() -> json.writeString(value.text());
            case Kind.Messages(Shape shape) -> message(value.message(), shape);
            case Kind.Many(boolean signed) -> value.numbers().forEach(number -> json.writeString(text(number, signed)));
            case Kind.One _, Kind.Truth _, Kind.Message _ -> throw new IllegalStateException("not repeated");
        }
    }

    private static String text(long number, boolean signed) {
        return signed ? Long.toString(number) : Long.toUnsignedString(number);
    }
}
