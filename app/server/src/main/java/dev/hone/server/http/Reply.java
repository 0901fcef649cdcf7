package dev.hone.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The way back to who asked: the answer is written, then the request ends. */
/*
 * A connection that is closed while bytes wait unread is reset, and the reset may overtake the answer. So what is left of a
 * body when the answer is known is read for a moment and thrown away, as Go's server and nginx do; then the connection ends,
 * since the rest would be taken for the next request.
 */
final class Reply {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private boolean unread;
    private boolean broken;

    Reply(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /**
     * Writes the answer whole.
     *
     * @param received bytes of the request's body that were read
     */
    void write(Answer answer, long received) {
        unread = request.getLength() > received
                || (answer.status() >= 400 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
        try {
            head(unread ? answer.with("Connection", "close") : answer);
            if (request.getMethod().equals("HEAD")) {
                Content.Sink.write(response, true, ByteBuffer.allocate(0));
                return;
            }
            try (InputStream in = answer.open();
                    OutputStream out = Content.Sink.asOutputStream(response)) {
                in.transferTo(out);
            }
        } catch (IOException | RuntimeException e) {
            broken = true;
            callback.failed(e);
        }
    }

    private void head(Answer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.getHeaders().add(header.name(), header.value()));
        if (!answer.trailers().isEmpty()) {
            HttpFields.Mutable trailers = HttpFields.build();
            answer.trailers().forEach(trailer -> trailers.add(trailer.name(), trailer.value()));
            response.setTrailersSupplier(() -> trailers);
        } else if (answer.status() != 204 && answer.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length());
        }
    }

    /** Ends the request; a client that is still sending has as long to stop as a body may be slow. */
    void end(HttpLimits limits, LongSupplier nanoClock) {
        if (broken) {
            return;
        }
        if (unread && !request.getHeaders().contains(HttpHeader.EXPECT)) {
            skip(limits.grace().toNanos(), nanoClock);
        }
        callback.succeeded();
    }

    private void skip(long longest, LongSupplier nanoClock) {
        long start = nanoClock.getAsLong();
        byte[] waste = new byte[1 << 14];
        try {
            InputStream rest = Content.Source.asInputStream(request);
            while (rest.read(waste) >= 0 && nanoClock.getAsLong() - start < longest) {}
        } catch (IOException e) {
            // The client has gone, or pauses for longer than a connection may be idle: it has had its answer.
        }
    }
}
