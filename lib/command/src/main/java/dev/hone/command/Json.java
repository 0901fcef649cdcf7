package dev.hone.command;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Opens JSON output, indented so that people can read it too. */
public final class Json {
    private Json() {}

    public static JsonGenerator generator(StringWriter to) {
        return new JsonFactory().createGenerator(new Indented(), to);
    }

    /** The entry of a file that was refused. */
    public static void writeRefusal(JsonGenerator json, String file, String code, String message) {
        json.writeStartObject();
        json.writeStringProperty("file", file);
        json.writeName("error").writeStartObject();
        json.writeStringProperty("code", code);
        json.writeStringProperty("message", message);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter);
        }
    }
}
