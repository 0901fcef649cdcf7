package dev.hone.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Shows the part of a store whose keys begin with a prefix, as if it were the whole. The prefix need not end in a slash. */
final class PrefixedBlobStore implements BlobStore {
    private final BlobStore store;
    private final String prefix;

    /** Wraps a store, which was opened for this and is closed with it. */
    PrefixedBlobStore(BlobStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    private BlobKey inner(BlobKey key) {
        return new BlobKey(prefix + key.value());
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        return store.get(inner(key), range);
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return store.head(inner(key));
    }

    @Override
    public Optional<BlobAddress> address(BlobKey key) {
        return store.address(inner(key));
    }

    @Override
    public Optional<BlobAddress> putAddress(BlobKey key, PutOptions options, long length, String sha256) {
        return store.putAddress(inner(key), options, length, sha256);
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        return store.put(inner(key), content, options);
    }

    @Override
    public void delete(BlobKey key) {
        store.delete(inner(key));
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return store.delete(inner(key), version);
    }

    @Override
    public Page list(Listing listing) {
        Listing inside = new Listing(
                prefix + listing.prefix(),
                listing.after().isEmpty() ? "" : prefix + listing.after(),
                listing.pageSize(),
                listing.byFolder());
        List<Entry> entries = new ArrayList<>();
        Page page;
        do {
            page = store.list(inside);
            page.entries().stream().flatMap(this::outer).forEach(entries::add);
            inside = page.more() ? inside.after(page.entries().getLast().name()) : inside;
        } while (entries.isEmpty() && page.more());
        return new Page(entries, page.more());
    }

    /** The entry by its name out here; nothing for a name that is a key only with the prefix. */
    private Stream<Entry> outer(Entry entry) {
        String name = entry.name().substring(prefix.length());
        return switch (entry) {
            case Entry.Item item
            when BlobKey.isKey(name) ->
                Stream.of(new Entry.Item(new BlobKey(name), item.size(), item.version(), item.lastModified()));
            case Entry.Folder folder when BlobKey.isKey(name + "x") -> Stream.of(new Entry.Folder(name));
            case Entry.Item item -> Stream.empty();
            case Entry.Folder folder -> Stream.empty();
        };
    }

    @Override
    public Health check() {
        return store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
