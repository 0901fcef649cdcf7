package dev.hone.gocache;

import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** How the daemon answers a shim's hello. */
record Welcome(Lines out, String version) {
    /** Requests may follow; bodies go into this folder. */
    void in(String folder) throws IOException {
        write(json -> json.writeStringProperty("Incoming", folder));
    }

    /** The arguments are wrong. */
    void refuse(String reason) throws IOException {
        write(json -> json.writeStringProperty("Error", reason));
    }

    /** A newer daemon is to take over. */
    void replace() throws IOException {
        write(json -> json.writeBooleanProperty("Replace", true));
    }

    private void write(Consumer<JsonGenerator> answer) throws IOException {
        out.write(json -> {
            json.writeNumberProperty("Hone", ShimHello.PROTOCOL);
            json.writeStringProperty("Version", version);
            answer.accept(json);
        });
    }
}
