package dev.hone.aws;

import dev.hone.blob.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Hands a body to the SDK, which opens it again for each attempt, and remembers when it was the body that failed: the SDK
 * takes that for a broken connection.
 */
final class SentBody implements ContentStreamProvider, AutoCloseable {
    private final Content content;
    private @Nullable InputStream opened;
    private @Nullable IOException failure;
    private boolean given;

    /** Opens the body, so that one that cannot be opened is not even begun to be sent. */
    SentBody(Content content) throws IOException {
        this.content = content;
        this.opened = content.open();
    }

    RequestBody request() {
        return RequestBody.fromContentProvider(this, content.length(), "application/octet-stream");
    }

    /** What went wrong with the body; nothing when it was sound as far as it was read. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public InputStream newStream() {
        try {
            if (given) {
                if (failure != null || !content.repeatable()) {
                    throw new SentBefore();
                }
                close();
                opened = content.open();
            }
            given = true;
            return new Watched(opened == null ? InputStream.nullInputStream() : opened);
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        }
    }

    /** The SDK asks for the body again, because sending it failed, and it cannot be had again. */
    static final class SentBefore extends RuntimeException {
        private static final long serialVersionUID = 1;

        SentBefore() {
            super("the connection broke while the body was sent, and this body can be read only once");
        }
    }

    @Override
    public void close() {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            // It was read as far as it was needed.
            return;
        }
    }

    /** Notes the failures of the body. */
    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            try {
                return in.read(buffer, offset, count);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
