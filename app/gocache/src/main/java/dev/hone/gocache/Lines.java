package dev.hone.gocache;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The way to a shim, on which answers and words for people are whole lines, whoever writes them. */
final class Lines extends FilterOutputStream {
    private static final JsonFactory JSON = new JsonFactory();

    private final ReentrantLock lock = new ReentrantLock();

    Lines(OutputStream out) {
        super(out);
    }

    /** Bytes that begin and end a line. */
    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        lock.lock();
        try {
            out.write(bytes, offset, count);
        } finally {
            lock.unlock();
        }
    }

    /** Has the shim tell its user something; when it is gone, there is nobody to tell. */
    void say(String words) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("Say", words);
            json.writeEndObject();
        }
        try {
            write((line + "\n").getBytes(StandardCharsets.UTF_8));
            flush();
        } catch (IOException e) {
            return; // gone
        }
    }
}
