package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An edge map in the form in which it is kept: small, checked, and the same bytes for equal maps, so that a digest of them
 * names the map.
 *
 * <p>Made of bytes in memory, of a mapped file or of a stream; only the header is looked at then. All else is checked by
 * whoever reads the edges: {@link #map} or {@link EdgeSum#add(StoredEdges)}, which never goes by way of a map. Shares
 * the bytes it was made of, which must not change. Immutable.
 */
public final class StoredEdges {
    private final MemorySegment bytes;

    private StoredEdges(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /**
     * The stored form of a map.
     *
     * @throws GoProfileException when it would be larger than readers accept
     */
    public static StoredEdges of(EdgeMap map) {
        return new StoredEdges(MemorySegment.ofArray(EdgeEncoder.encode(map)));
    }

    public static StoredEdges of(byte[] stored) {
        return of(MemorySegment.ofArray(stored));
    }

    /** What stands between a buffer's position and its limit. */
    public static StoredEdges of(ByteBuffer stored) {
        return of(MemorySegment.ofBuffer(stored));
    }

    /**
     * A map in memory, for example a mapped file, which stays mapped for as long as this is used.
     *
     * @throws GoProfileException when it is no edge map, one of a newer version, or one of another length
     */
    public static StoredEdges of(MemorySegment stored) {
        int length = StoredForm.length(stored);
        if (stored.byteSize() < length) {
            throw StoredForm.truncated("it has " + stored.byteSize() + " bytes of " + length);
        }
        if (stored.byteSize() > length) {
            throw new GoProfileException(
                    EdgeMapError.TRAILING_BYTES,
                    (stored.byteSize() - length) + " bytes stand behind the end of the edge map");
        }
        return new StoredEdges(stored.asReadOnly());
    }

    /**
     * Reads one map from a stream, and not a byte more; empty at the end of the stream. So maps can be stored one behind
     * the other. Takes no more memory than has come.
     *
     * @throws GoProfileException when it is no edge map, one of a newer version, or ends early
     */
    public static Optional<StoredEdges> next(InputStream in) {
        try {
            byte[] header = in.readNBytes(StoredForm.HEADER);
            if (header.length == 0) {
                return Optional.empty();
            }
            int length = StoredForm.length(MemorySegment.ofArray(header));
            byte[] body = in.readNBytes(length - header.length);
            byte[] stored = new byte[header.length + body.length];
            System.arraycopy(header, 0, stored, 0, header.length);
            System.arraycopy(body, 0, stored, header.length, body.length);
            return Optional.of(of(stored));
        } catch (IOException e) {
            throw new GoProfileException(EdgeMapError.UNREADABLE, "reading an edge map failed: " + e.getMessage(), e);
        }
    }

    /** The number of bytes. */
    public int length() {
        return (int) bytes.byteSize();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Makes sure that the bytes are those that were written, without reading the map.
     *
     * @throws GoProfileException when they are not
     */
    public void requireWhole() {
        StoredForm.requireWhole(bytes(), length());
    }

    /** Copies the bytes into an array that has room for them. */
    void copyTo(byte[] target) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, target, 0, length());
    }

    /**
     * The map.
     *
     * @throws GoProfileException when it is damaged or not in the one form that a map has
     */
    public EdgeMap map() {
        EdgeDecoder decoder = new EdgeDecoder();
        List<Text> names = new ArrayList<>();
        decoder.decode(this, (name, length, shared) -> names.add(Text.of(name, 0, length)));
        return new EdgeMap(names, decoder.columns());
    }
}
