package dev.hone.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps blobs in memory, for tests and for trying things out: what it holds is gone with it. */
public final class MemoryBlobStore implements BlobStore {
    private final ConcurrentNavigableMap<String, Held> blobs = new ConcurrentSkipListMap<>(BlobKey::compare);
    private final AtomicLong puts = new AtomicLong();
    private final InstantSource clock;

    private MemoryBlobStore(InstantSource clock) {
        this.clock = clock;
    }

    public static MemoryBlobStore create(InstantSource clock) {
        return new MemoryBlobStore(clock);
    }

    /** A blob; its bytes are never changed. */
    private static final class Held {
        private final BlobInfo info;
        private final byte[] bytes;

        Held(BlobInfo info, byte[] bytes) {
            this.info = info;
            this.bytes = bytes;
        }
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.allOf(Trait.class);
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        return Optional.ofNullable(blobs.get(key.value())).map(held -> {
            ByteRange.Slice part = range.within(held.bytes.length);
            InputStream source = new ByteArrayInputStream(held.bytes, (int) part.offset(), (int) part.length());
            return Blob.of(held.info, part, source);
        });
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return Optional.ofNullable(blobs.get(key.value())).map(held -> held.info);
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        byte[] bytes = read(key, content);
        BlobVersion version = new BlobVersion(Long.toString(puts.incrementAndGet()));
        BlobInfo info = new BlobInfo(bytes.length, version, clock.instant(), options.metadata());
        Held fresh = new Held(info, bytes);
        Held now = blobs.compute(key.value(), (name, old) -> holds(options.condition(), old) ? fresh : old);
        return now == fresh ? new PutOutcome.Stored(version) : new PutOutcome.Conflict();
    }

    private static byte[] read(BlobKey key, Content content) {
        if (content.length() > Integer.MAX_VALUE - 8) {
            throw new BlobException(BlobError.TOO_LARGE, key + ": memory holds no blob of 2 GiB");
        }
        try (InputStream in = content.open()) {
            return in.readNBytes((int) content.length());
        } catch (IOException e) {
            throw new BlobException(BlobError.BAD_BODY, key + " was not stored: " + e.getMessage(), e);
        }
    }

    private static boolean holds(Condition condition, @Nullable Held held) {
        return switch (condition) {
            case Condition.None() -> true;
            case Condition.IfAbsent() -> held == null;
            case Condition.IfVersion(BlobVersion version) ->
                held != null && held.info.version().equals(version);
        };
    }

    @Override
    public void delete(BlobKey key) {
        blobs.remove(key.value());
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        Held held = blobs.get(key.value());
        if (held == null) {
            return new DeleteOutcome.Absent();
        }
        boolean deleted = held.info.version().equals(version) && blobs.remove(key.value(), held);
        return deleted ? new DeleteOutcome.Deleted() : new DeleteOutcome.Conflict();
    }

    @Override
    public Page list(Listing listing) {
        List<Entry> entries = new ArrayList<>();
        String from = BlobKey.compare(listing.prefix(), listing.after()) > 0 ? listing.prefix() : listing.after();
        for (Map.Entry<String, Held> blob : blobs.tailMap(from, true).entrySet()) {
            if (!blob.getKey().startsWith(listing.prefix())) {
                break;
            }
            Entry entry = entry(listing, blob.getKey(), blob.getValue());
            boolean again = !entries.isEmpty() && entries.getLast().equals(entry);
            if (again || !listing.takes(entry.name())) {
                continue;
            }
            if (entries.size() == listing.pageSize()) {
                return new Page(entries, true);
            }
            entries.add(entry);
        }
        return new Page(entries, false);
    }

    private static Entry entry(Listing listing, String name, Held held) {
        int slash = listing.byFolder() ? name.indexOf('/', listing.prefix().length()) : -1;
        return slash < 0
                ? new Entry.Item(new BlobKey(name), held.info.size(), held.info.version(), held.info.lastModified())
                : new Entry.Folder(name.substring(0, slash + 1));
    }

    @Override
    public Health check() {
        return Health.GOOD;
    }

    /** Frees nothing: the blobs go when nobody holds the store any more. */
    @Override
    public void close() {}
}
