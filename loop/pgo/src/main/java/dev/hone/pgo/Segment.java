package dev.hone.pgo;

import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.StoredEdges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Uploads that are kept as one: their ids, what they have in common, and the sum of their edges. Does not change.
 *
 * <p>{@code docs/formats/segment.md} describes its bytes.
 */
final class Segment {
    private static final int MAGIC = 0x47534889;
    private static final int VERSION = 1;
    private static final int HEADER = 20;
    private static final int ID_BYTES = 32;
    private static final int MOST_FACTS = 64 << 10;

    private final Facts facts;
    private final List<String> uploads;
    private final StoredEdges edges;

    private Segment(Facts facts, List<String> uploads, StoredEdges edges) {
        this.facts = facts;
        this.uploads = uploads;
        this.edges = edges;
    }

    /**
     * What is known of a segment besides its edges.
     *
     * @param staging the staging blob of its one upload; empty for a compacted one, or when there is none
     * @param received when its first upload was received, as nanoseconds since 1970
     * @param flags what is odd about its uploads
     * @param evidence how its uploads were taken; nothing in a segment that an older Hone wrote
     */
    record Facts(
            Group group,
            int level,
            long samples,
            long weight,
            long received,
            String staging,
            List<String> flags,
            Evidence evidence) {
        Facts {
            // The JSON of older segments has none.
            evidence = evidence == null ? Evidence.NONE : evidence;
            Objects.requireNonNull(group, "a segment is of a group");
            Objects.requireNonNull(staging, "a segment names its staging blob, or an empty one");
            flags = List.copyOf(flags);
        }
    }

    static Segment of(Facts facts, List<String> uploads, EdgeMap edges) {
        return new Segment(facts, List.copyOf(new TreeSet<>(uploads)), StoredEdges.of(edges));
    }

    /** The segment of the same upload with other edges, and a flag that says why. */
    Segment with(CheckedUpload upload, String flag) {
        List<String> flags = new ArrayList<>(facts.flags);
        flags.add(flag);
        Facts changed = new Facts(
                facts.group,
                facts.level,
                upload.samples(),
                upload.edges().total(),
                facts.received,
                facts.staging,
                flags,
                facts.evidence);
        return of(changed, uploads, upload.edges());
    }

    /** The segment of the same uploads in another group. */
    Segment in(Group group) {
        Facts changed = new Facts(
                group,
                facts.level,
                facts.samples,
                facts.weight,
                facts.received,
                facts.staging,
                facts.flags,
                facts.evidence);
        return new Segment(changed, uploads, edges);
    }

    /** Reads what {@link #bytes} wrote. */
    static Segment read(byte[] stored, String name) {
        try {
            ByteBuffer in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
            require(stored.length >= HEADER && in.getInt() == MAGIC, name, "it is no segment");
            int version = in.getInt();
            if (version != VERSION) {
                throw new PgoException(
                        PgoError.NEWER_FORMAT, "'" + name + "' is a segment of version " + version + "; we know 1");
            }
            int checksum = in.getInt();
            int factBytes = in.getInt();
            int count = in.getInt();
            require(factBytes >= 0 && factBytes <= MOST_FACTS, name, "its head is too large");
            long end = HEADER + (long) factBytes + (long) count * ID_BYTES;
            require(count >= 0 && end <= stored.length, name, "it ends early");
            require(checksum == checksum(stored, (int) end), name, "its checksum is wrong");
            return read(stored, name, in, factBytes, count);
        } catch (GoProfileException e) {
            throw new PgoException(PgoError.DAMAGED, "'" + name + "' is damaged: " + e.getMessage(), e);
        }
    }

    private static Segment read(byte[] stored, String name, ByteBuffer in, int factBytes, int count) {
        byte[] facts = new byte[factBytes];
        in.get(facts);
        List<String> ids = new ArrayList<>(count);
        byte[] id = new byte[ID_BYTES];
        for (int i = 0; i < count; i++) {
            in.get(id);
            ids.add(HexFormat.of().formatHex(id));
        }
        ByteArrayInputStream rest = new ByteArrayInputStream(stored, in.position(), in.remaining());
        Optional<StoredEdges> edges = StoredEdges.next(rest);
        require(edges.isPresent() && rest.available() == 0, name, "it does not end with one edge map");
        edges.orElseThrow().requireWhole();
        return new Segment(Json.readState(facts, Facts.class, name), List.copyOf(ids), edges.orElseThrow());
    }

    byte[] bytes() {
        byte[] head = Json.state(facts);
        ByteBuffer out = ByteBuffer.allocate(HEADER + head.length + uploads.size() * ID_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(0)
                .putInt(head.length)
                .putInt(uploads.size())
                .put(head);
        uploads.forEach(id -> out.put(HexFormat.of().parseHex(id)));
        out.putInt(8, checksum(out.array(), out.capacity()));
        ByteArrayOutputStream all = new ByteArrayOutputStream(out.capacity() + edges.length());
        all.writeBytes(out.array());
        all.writeBytes(edges.bytes());
        return all.toByteArray();
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, 8);
        checksum.update(bytes, 12, end - 12);
        return (int) checksum.getValue();
    }

    private static void require(boolean good, String name, String otherwise) {
        if (!good) {
            throw new PgoException(PgoError.DAMAGED, "'" + name + "' is damaged: " + otherwise);
        }
    }

    Facts facts() {
        return facts;
    }

    /** The ids of its uploads, sorted. */
    List<String> uploads() {
        return uploads;
    }

    StoredEdges edges() {
        return edges;
    }

    /** What the head says of it under this name. */
    SegmentEntry entry(String id) {
        return new SegmentEntry(id, facts.group, facts.level, uploads.size(), facts.samples, facts.weight);
    }

    Instant received() {
        return Instant.ofEpochSecond(0, facts.received);
    }

    /** Whether it was received after the app was last deleted. */
    boolean isSince(@Nullable Instant deleted) {
        return deleted == null || received().isAfter(deleted);
    }

    /** About how much memory it takes. */
    long size() {
        return edges.length() + 120L * uploads.size() + 500;
    }
}
