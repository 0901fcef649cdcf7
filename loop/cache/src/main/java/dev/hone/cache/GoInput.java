package dev.hone.cache;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What go sends, taken apart into its values.
 *
 * <p>Go ends each value with a line break or two; here any white space will do, or none. For one thread.
 */
final class GoInput {
    /** A request of go's has 200 bytes, and one of the shim's carries a path. */
    static final int LARGEST_OBJECT = 1 << 16;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    GoInput(InputStream in) {
        this.in = in;
    }

    /** The next object with its braces, or null at the end of the input. A text that nobody asked for is passed over. */
    byte @Nullable [] object() throws IOException {
        int first = peek();
        while (first == '"') {
            at++;
            skipPastQuote();
            first = peek();
        }
        if (first < 0) {
            return null;
        }
        if (first != '{') {
            throw new CacheException(CacheError.BAD_REQUEST, "a request begins with byte " + first + " and not with {");
        }
        return readObject();
    }

    private byte[] readObject() throws IOException {
        byte[] object = new byte[512];
        int size = 0;
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        do {
            int next = take();
            if (size == object.length) {
                object = grown(object);
            }
            object[size++] = (byte) next;
            if (escaped) {
                escaped = false;
            } else if (quoted) {
                escaped = next == '\\';
                quoted = next != '"';
            } else if (next == '"') {
                quoted = true;
            } else if (next == '{') {
                depth++;
            } else if (next == '}') {
                depth--;
            }
        } while (depth > 0);
        return Arrays.copyOf(object, size);
    }

    private static byte[] grown(byte[] object) {
        if (object.length == LARGEST_OBJECT) {
            throw new CacheException(
                    CacheError.TOO_LARGE, "a request has more than " + LARGEST_OBJECT + " bytes without its body");
        }
        return Arrays.copyOf(object, 2 * object.length);
    }

    /** Passes the quote that a body begins with; false, and nothing is passed, when something else comes. */
    boolean openText() throws IOException {
        if (peek() != '"') {
            return false;
        }
        at++;
        return true;
    }

    /** Takes so many bytes, or fewer when a quote comes before: then that is passed, and the rest is for the next. */
    int text(byte[] to, int count) throws IOException {
        int taken = 0;
        while (taken < count) {
            fill();
            int most = Math.min(count - taken, end - at);
            for (int i = 0; i < most; i++) {
                byte next = buffer[at++];
                if (next == '"') {
                    return taken;
                }
                to[taken++] = next;
            }
        }
        return taken;
    }

    /** Passes all up to the next quote and that quote itself; a body has no escapes. */
    void skipPastQuote() throws IOException {
        int next;
        do {
            next = take();
        } while (next != '"');
    }

    private int take() throws IOException {
        fill();
        return buffer[at++] & 0xff;
    }

    /** The next byte that is not white space, which stays; negative at the end of the input. */
    private int peek() throws IOException {
        while (true) {
            while (at < end) {
                int next = buffer[at] & 0xff;
                if (next > ' ') {
                    return next;
                }
                at++;
            }
            if (!more()) {
                return -1;
            }
        }
    }

    private void fill() throws IOException {
        if (at == end && !more()) {
            throw new EOFException("the input ended within a request");
        }
    }

    private boolean more() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
