package dev.hone.pgo;

import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import java.util.Map;
import java.util.Optional;

/** Keeps {@code default.pgo}, by which other programs know an app's profile, equal to what channel {@code stable} points at. */
final class PublishedCopy {
    /** Metadata of a blob that we wrote: the digest of its bytes. Others write none. */
    private static final String DIGEST = "hone-digest";

    private static final int ATTEMPTS = 5;
    private static final int LARGEST = 256 << 20;

    private final BlobStore store;
    private final Heads heads;

    PublishedCopy(BlobStore store, Heads heads) {
        this.store = store;
        this.heads = heads;
    }

    /** The digest of what we wrote; empty when somebody else wrote what is there. */
    Optional<String> ourDigest(AppKeys keys, BlobInfo info, Head head) {
        if (store.traits().contains(Trait.METADATA)) {
            return info.metadata().value(DIGEST);
        }
        if (info.size() > LARGEST) {
            return Optional.empty();
        }
        String digest = store.get(keys.published())
                .map(blob -> Sha256.of(blob.bytes(LARGEST)))
                .orElse("");
        return head.generations().stream()
                .map(GenerationEntry::digest)
                .filter(digest::equals)
                .findFirst();
    }

    /** Writes it if it is not what it should be. What others wrote stays until it was taken in. */
    void write(AppName app, Head first) {
        Head head = first;
        AppKeys keys = new AppKeys(app);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<GenerationEntry> stable = head.find(Selection.stable());
            Optional<BlobInfo> there = store.head(keys.published());
            if (stable.isEmpty()
                    || !stable.get().sound()
                    || (there.isPresent() && isDone(keys, there.get(), stable.get(), head))) {
                return;
            }
            byte[] bytes = profile(keys, stable.get());
            PutOptions options = there.map(BlobInfo::version)
                    .map(PutOptions::ifVersion)
                    .orElse(PutOptions.IF_ABSENT)
                    .with(Map.of(DIGEST, stable.get().digest()));
            boolean stored = store.put(keys.published(), Content.of(bytes), options) instanceof PutOutcome.Stored;
            Head now = heads.of(app);
            if (stored && now.channel(Channel.STABLE).equals(head.channel(Channel.STABLE))) {
                return;
            }
            head = now;
        }
    }

    /**
     * The profile of a generation as it was published.
     *
     * @throws PgoException when it is not there any more, or was changed
     */
    byte[] profile(AppKeys keys, GenerationEntry entry) {
        BlobKey from = keys.generation(entry.number(), Form.CANONICAL.file());
        byte[] bytes = store.get(from)
                .map(blob -> blob.bytes(LARGEST))
                .orElseThrow(() -> new PgoException(PgoError.DAMAGED, "'" + from + "' is missing"));
        if (!Sha256.of(bytes).equals(entry.digest())) {
            throw GenerationManifest.changed(Form.CANONICAL.file(), entry.number(), keys.app());
        }
        return bytes;
    }

    private boolean isDone(AppKeys keys, BlobInfo there, GenerationEntry stable, Head head) {
        return ourDigest(keys, there, head)
                .map(stable.digest()::equals)
                .orElseGet(() -> !there.version().value().equals(head.foreign().taken()));
    }
}
