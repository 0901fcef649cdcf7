package dev.hone.gocache;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How the daemon answers a shim's hello. */
final class Welcome {
    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream out;
    private final String version;

    Welcome(OutputStream out, String version) {
        this.out = out;
        this.version = version;
    }

    /** Requests may follow; bodies go into this folder. */
    void in(String folder) throws IOException {
        write("Incoming", folder);
    }

    /** The arguments are wrong. */
    void refuse(String reason) throws IOException {
        write("Error", reason);
    }

    /** A newer daemon is to take over. */
    void replace() throws IOException {
        write("Replace", "");
    }

    private void write(String name, String value) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeNumberProperty("Hone", ShimHello.PROTOCOL);
            json.writeStringProperty("Version", version);
            if (value.isEmpty()) {
                json.writeBooleanProperty(name, true);
            } else {
                json.writeStringProperty(name, value);
            }
            json.writeEndObject();
        }
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
