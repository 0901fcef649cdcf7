package dev.hone.gocache;

import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheMode;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** How the daemon answers a shim's hello. */
record Welcome(Lines out, String version) {
    /** Requests may follow; bodies go into this cache's folder, and what that has may be read there. */
    void in(BuildCache cache, CacheMode mode) throws IOException {
        write(json -> {
            json.writeStringProperty("Incoming", cache.incoming().toString());
            if (mode.looksHere()) {
                json.writeObjectPropertyStart("Folder");
                json.writeStringProperty("Root", cache.root().toString());
                json.writeStringProperty("SoundSince", cache.soundSince().toString());
                json.writeEndObject();
            }
        });
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
