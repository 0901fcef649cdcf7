package dev.hone.server.collect;

import dev.hone.base.ByteSize;
import dev.hone.server.http.Call;
import dev.hone.server.http.Refusal;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Bodies of requests that may be packed for the way. */
final class Bodies {
    private Bodies() {}

    /**
     * The body as it was before it was packed.
     *
     * @param largest the largest that it may be unpacked; more is refused
     */
    static InputStream unpacked(Call call, ByteSize largest) throws IOException {
        String encoding = call.header("Content-Encoding").orElse("identity").strip();
        return switch (encoding) {
            case "identity", "" -> call.body();
            case "gzip" -> gunzipped(call.body(), largest);
            default ->
                throw new Refusal(Refusal.Reason.BAD_REQUEST, "the body is packed with something else than gzip");
        };
    }

    /** What was packed, bounded like {@link #unpacked}. */
    static InputStream gunzipped(InputStream packed, ByteSize largest) throws IOException {
        try {
            return new Bounded(new GZIPInputStream(packed), largest);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private static Refusal damaged(IOException e) {
        return new Refusal(Refusal.Reason.BAD_REQUEST, "the body is said to be gzip, and is not: " + e.getMessage());
    }

    /** Ends when more than a limit comes out. */
    private static final class Bounded extends FilterInputStream {
        private final ByteSize largest;
        private long read;

        Bounded(InputStream in, ByteSize largest) {
            super(in);
            this.largest = largest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = readSome(bytes, offset, length);
            read += Math.max(0, count);
            if (read > largest.bytes()) {
                throw new Refusal(
                        Refusal.Reason.TOO_LARGE,
                        "unpacked, the body is larger than " + largest.format() + ", the most that is taken here");
            }
            return count;
        }

        private int readSome(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (ZipException | EOFException e) {
                throw damaged(e);
            }
        }
    }
}
