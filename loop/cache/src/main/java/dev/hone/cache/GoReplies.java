package dev.hone.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers to go, each whole, from any thread. */
final class GoReplies {
    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();

    GoReplies(OutputStream out) {
        this.out = out;
    }

    /** What go waits for before it asks anything. */
    void hello() throws IOException {
        write(json -> {
            json.writeNumberProperty("ID", 0);
            json.writeName("KnownCommands").writeStartArray();
            for (String command : new String[] {"get", "put", "close"}) {
                json.writeString(command);
            }
            json.writeEndArray();
        });
    }

    void hit(long id, Found found) throws IOException {
        write(json -> {
            json.writeNumberProperty("ID", id);
            json.writeStringProperty("OutputID", found.output().base64());
            json.writeNumberProperty("Size", found.size());
            json.writeStringProperty("Time", found.time().toString());
            json.writeStringProperty("DiskPath", found.file().toString());
        });
    }

    void miss(long id) throws IOException {
        write(json -> {
            json.writeNumberProperty("ID", id);
            json.writeBooleanProperty("Miss", true);
        });
    }

    void stored(long id, Found found) throws IOException {
        write(json -> {
            json.writeNumberProperty("ID", id);
            json.writeStringProperty("DiskPath", found.file().toString());
        });
    }

    void refused(long id, String reason) throws IOException {
        write(json -> {
            json.writeNumberProperty("ID", id);
            json.writeStringProperty("Err", reason);
        });
    }

    void closed(long id) throws IOException {
        write(json -> json.writeNumberProperty("ID", id));
    }

    private interface Fields {
        void write(JsonGenerator json);
    }

    private void write(Fields fields) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        line.write('\n');
        lock.lock();
        try {
            line.writeTo(out);
            out.flush();
        } finally {
            lock.unlock();
        }
    }
}
