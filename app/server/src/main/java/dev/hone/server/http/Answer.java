package dev.hone.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent back: a status, headers, and bytes that are there or come from a stream of known length. */
public final class Answer {
    private final int status;
    private final List<Header> headers;
    private final List<Header> trailers;
    private final byte[] content;
    private final @Nullable Stream stream;

    /** A header of the answer. */
    record Header(String name, String value) {}

    /** Bytes that come from elsewhere. */
    record Stream(long length, Source source) {}

    /** Opens a stream; it is read once, and closed. Not called for HEAD. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private Answer(int status, List<Header> headers, List<Header> trailers, byte[] content, @Nullable Stream stream) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.trailers = List.copyOf(trailers);
        this.content = content;
        this.stream = stream;
    }

    public static Answer empty(int status) {
        return new Answer(status, List.of(), List.of(), new byte[0], null);
    }

    /** Bytes without a word about what they are. */
    public static Answer bytes(int status, byte[] content) {
        return new Answer(status, List.of(), List.of(), content.clone(), null);
    }

    public static Answer stream(int status, long length, Source source) {
        return new Answer(status, List.of(), List.of(), new byte[0], new Stream(length, source));
    }

    public static Answer text(int status, String text) {
        return bytes(status, text.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "text/plain; charset=utf-8");
    }

    /** JSON, to which the newline that ends it is added. */
    public static Answer json(int status, String json) {
        return bytes(status, (json + "\n").getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/json");
    }

    public Answer with(String header, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(header, value));
        return new Answer(status, more, trailers, content, stream);
    }

    /** The same with a trailer, which HTTP/2 sends behind the content. */
    public Answer ending(String trailer, String value) {
        List<Header> more = new ArrayList<>(trailers);
        more.add(new Header(trailer, value));
        return new Answer(status, headers, more, content, stream);
    }

    /** Status and headers alone. */
    Answer withoutContent() {
        List<Header> rest = headers.stream()
                .filter(header -> !header.name().equals("Content-Type"))
                .toList();
        return new Answer(status, rest, List.of(), new byte[0], null);
    }

    int status() {
        return status;
    }

    List<Header> headers() {
        return headers;
    }

    List<Header> trailers() {
        return trailers;
    }

    long length() {
        return stream == null ? content.length : stream.length();
    }

    /** The content itself, to be read once. */
    InputStream open() throws IOException {
        return stream == null
                ? new java.io.ByteArrayInputStream(content)
                : stream.source().open();
    }
}
