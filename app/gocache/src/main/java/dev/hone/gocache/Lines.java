package dev.hone.gocache;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The way to a shim, on which answers and words for people are whole lines, whoever writes them. */
final class Lines extends FilterOutputStream {
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

    /** An object with these fields. */
    void write(Consumer<JsonGenerator> fields) throws IOException {
        write(JsonLine.of(fields).getBytes(StandardCharsets.UTF_8));
        flush();
    }

    /** Has the shim tell its user something; when it is gone, there is nobody to tell. */
    void say(String words) {
        try {
            write(json -> json.writeStringProperty("Say", words));
        } catch (IOException e) {
            return; // gone
        }
    }
}
