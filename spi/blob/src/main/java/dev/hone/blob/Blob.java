package dev.hone.blob;

import java.io.IOException;
import java.io.InputStream;

/** An open blob, or a part of one: what is known of it, and its bytes to be read once. For one thread. */
public final class Blob implements AutoCloseable {
    private final BlobInfo info;
    private final long offset;
    private final long length;
    private final InputStream body;

    private Blob(BlobInfo info, ByteRange.Slice part, InputStream body) {
        this.info = info;
        this.offset = part.offset();
        this.length = part.length();
        this.body = body;
    }

    /** For stores: {@code source} gives the bytes of {@code part}; when it gives fewer, the reader gets a failure. */
    public static Blob of(BlobInfo info, ByteRange.Slice part, InputStream source) {
        return new Blob(info, part, ExactStream.ofStore(source, part.length()));
    }

    /** What is known of the whole blob. */
    public BlobInfo info() {
        return info;
    }

    /** Where in the blob the body begins. */
    public long offset() {
        return offset;
    }

    /** How many bytes the body has. */
    public long length() {
        return length;
    }

    /** The bytes; ends after {@link #length} of them, or with an exception. */
    public InputStream body() {
        return body;
    }

    /** Reads all of the body, unless it is larger than {@code most}, and closes it. */
    public byte[] bytes(int most) {
        try (this) {
            if (length > most) {
                throw new BlobException(
                        BlobError.TOO_LARGE, "a blob of " + length + " bytes where " + most + " is the most");
            }
            return body.readNBytes(Math.toIntExact(length));
        } catch (IOException e) {
            throw new BlobException(BlobError.UNAVAILABLE, "the blob could not be read to its end: " + e, e);
        }
    }

    /** Gives up what is left of the body, without reading it where that is possible. Never fails. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // What was read is sound: ExactStream has seen to that. What was not read is not wanted.
            return;
        }
    }
}
