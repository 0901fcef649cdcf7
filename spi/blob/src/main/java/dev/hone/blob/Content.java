package dev.hone.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** The bytes of a blob that is to be stored, and how many they are. */
public sealed interface Content {
    long length();

    /** Whether the bytes can be had again, so that a put may be repeated. */
    boolean repeatable();

    /** The bytes from the first; whoever opens closes. It fails when they are not as many as was said. */
    InputStream open() throws IOException;

    /** These bytes, which nobody changes any more. */
    static Content of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** This text in UTF-8. */
    static Content of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file as it is now. */
    static Content file(Path file) {
        try {
            return new File(file, Files.size(file));
        } catch (IOException e) {
            throw new BlobException(BlobError.BAD_BODY, file + " cannot be read: " + e, e);
        }
    }

    /** A stream that can be read once, and must then end. A store closes it when it has begun to read. */
    static Content stream(InputStream stream, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("a body has no negative length: " + length);
        }
        return new Once(stream, length);
    }

    /** Bytes in memory. */
    final class Bytes implements Content {
        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A file. */
    record File(Path file, long length) implements Content {
        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public InputStream open() throws IOException {
            return ExactStream.ofCaller(Files.newInputStream(file), length);
        }
    }

    /** A stream. */
    final class Once implements Content {
        private final InputStream stream;
        private final long length;
        private final AtomicBoolean opened = new AtomicBoolean();

        private Once(InputStream stream, long length) {
            this.stream = stream;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public boolean repeatable() {
            return false;
        }

        @Override
        public InputStream open() throws IOException {
            if (opened.getAndSet(true)) {
                throw new IOException("the body is a stream that was read before");
            }
            return ExactStream.ofCaller(stream, length);
        }
    }
}
