package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.profile.ProfileLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What must have been counted, against what was. It reads a store as a process does that has just begun. */
final class Books {
    private static final Gate GATE = new Gate(ProfileLimits.defaults(), 1);

    private final Map<String, byte[]> sent = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    /** A profile goes out; what becomes of it is not known yet. */
    byte[] send(byte[] profile) {
        sent.put(Sha256.of(profile), profile);
        return profile;
    }

    void acknowledge(UploadReceipt receipt) {
        acknowledged.add(receipt.id());
    }

    Collection<byte[]> sent() {
        return List.copyOf(sent.values());
    }

    /** All that was acknowledged counts once; what was sent and not acknowledged, at most once; nothing else does. */
    void balance(BlobStore store) {
        Fixture reader = Fixture.over(store, new Fixture.ManualClock());
        List<String> ids = new ArrayList<>();
        EdgeSum counted = new EdgeSum(5);
        for (SegmentEntry entry : reader.stage.parts().heads().of(WEB).segments()) {
            Segment segment = reader.stage
                    .parts()
                    .segments()
                    .find(new AppKeys(WEB), entry.id())
                    .orElseThrow(() -> new AssertionError("segment " + entry + " is gone"));
            assertThat(segment.entry(entry.id())).isEqualTo(entry);
            ids.addAll(segment.uploads());
            counted.add(segment.edges());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(new HashSet<>(ids)).containsAll(acknowledged);
        assertThat(counted.toMap()).isEqualTo(expected(ids));
    }

    private EdgeMap expected(List<String> ids) {
        EdgeSum sum = new EdgeSum(3);
        for (String id : ids) {
            byte[] profile = sent.get(id);
            assertThat(profile).as("what was counted was sent").isNotNull();
            sum.add(GATE.check(Objects.requireNonNull(profile)).edges());
        }
        return sum.toMap();
    }

    /** Readers get whole generations, and {@code default.pgo} is one of them or not there yet. */
    static void readable(BlobStore store) {
        Fixture reader = Fixture.over(store, new Fixture.ManualClock());
        // Before the generations: the next one may be published meanwhile, and is named before it is copied.
        Optional<String> published =
                store.get(BlobKey.of("web/default.pgo")).map(blob -> Sha256.of(blob.bytes(1 << 26)));
        Set<String> whole = new HashSet<>();
        for (GenerationEntry generation : reader.stage.generations(WEB)) {
            reader.stage.verify(WEB, generation.number());
            whole.add(generation.digest());
        }
        published.ifPresent(digest -> assertThat(whole).contains(digest));
    }

    /** Nothing waits, nothing is left over, and {@code default.pgo} is what {@code stable} points at. */
    static void settled(BlobStore store) {
        Fixture reader = Fixture.over(store, new Fixture.ManualClock());
        Head head = reader.stage.parts().heads().of(WEB);
        assertThat(reader.names("web/staging/")).isEmpty();
        Set<String> segments = new TreeSet<>();
        head.segments().forEach(entry -> segments.add("web/hone/segments/" + entry.id()));
        assertThat(new TreeSet<>(reader.names("web/hone/segments/"))).isEqualTo(segments);
        assertThat(reader.names("web/hone/generations/"))
                .allMatch(name -> head.generations().stream()
                        .anyMatch(entry -> name.startsWith("web/hone/generations/" + entry.number() + "/")));
        Optional<String> stable = head.find(Selection.stable()).map(GenerationEntry::digest);
        assertThat(store.get(BlobKey.of("web/default.pgo")).map(blob -> Sha256.of(blob.bytes(1 << 26))))
                .isEqualTo(stable);
    }
}
