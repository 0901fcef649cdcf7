package dev.hone.cache;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobAddress;
import dev.hone.blob.BlobError;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Condition;
import dev.hone.blob.Content;
import dev.hone.blob.Metadata;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Trait;
import dev.hone.cache.PackedOutput.PackedFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shares results by a bucket, in cacheprog's layout: the action in hexadecimal is the key, and metadata says which output it
 * is, how it is compressed and how long it is otherwise.
 */
public final class BlobRemoteCache implements RemoteCache {
    private static final String OUTPUT = "output_id";
    private static final String ENCODING = "compression_algorithm";
    private static final String SIZE = "uncompressed_size";
    /** Ours. */
    private static final String SIGNATURE = "hone_signature";
    /** Ours: when it was made, of one that was stored again since. */
    private static final String TIME = "hone_time";

    private final BlobStore store;
    private final String prefix;
    private final Carrier carrier;
    private volatile boolean knowsAbsence;

    private BlobRemoteCache(BlobStore store, String prefix, Carrier carrier) {
        this.store = store;
        this.prefix = prefix;
        this.carrier = carrier;
        this.knowsAbsence = store.traits().contains(Trait.PUT_IF_ABSENT);
    }

    /**
     * Uses a store, which stays the caller's to close.
     *
     * @param prefix what stands before each key; slashes are put as Go's {@code path.Join} puts them
     * @throws CacheException when no key can begin so
     */
    public static BlobRemoteCache over(BlobStore store, String prefix) {
        return over(store, prefix, Carrier.NONE);
    }

    /** The same, with what is read carried by somebody else where the store can say how. */
    public static BlobRemoteCache over(BlobStore store, String prefix, Carrier carrier) {
        String joined = KeyPrefix.joined(prefix);
        if (!BlobKey.isKey(joined + OutputId.EMPTY.hex())) {
            throw new CacheException(
                    CacheError.REMOTE_REFUSED,
                    "no key can begin with the prefix '" + prefix + "'; write one as in go/main");
        }
        return new BlobRemoteCache(store, joined, carrier);
    }

    private BlobKey key(ActionId action) {
        return BlobKey.of(prefix + action.hex());
    }

    @Override
    public Optional<RemoteObject> get(ActionId action) {
        Optional<BlobAddress> address = carrier.isOfUse() ? address(action) : Optional.empty();
        if (address.isEmpty()) {
            return read(action);
        }
        BlobAddress at = address.get();
        Carrier.Ask ask =
                new Carrier.Ask(at.uri(), at.headers(), at.metadataPrefix() + ENCODING, at.metadataPrefix() + SIZE);
        return carrier.get(ask, errand -> carried(at, errand), () -> read(action));
    }

    @Override
    public Optional<BlobAddress> address(ActionId action) {
        return calling(() -> store.address(key(action)));
    }

    private static Optional<RemoteObject> carried(BlobAddress address, Errand errand) {
        BlobInfo info = calling(() -> address.info(errand.headers()));
        return facts(info).map(said -> RemoteObject.carried(said, time(info), info.lastModified(), errand));
    }

    private Optional<RemoteObject> read(ActionId action) {
        Optional<Blob> blob = calling(() -> store.get(key(action)));
        if (blob.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<RemoteObject> object = object(blob.get());
            if (object.isEmpty()) {
                blob.get().close();
            }
            return object;
        } catch (CacheException e) {
            blob.get().close();
            throw e;
        }
    }

    private static Optional<RemoteObject> object(Blob blob) {
        BlobInfo info = blob.info();
        return facts(info)
                .map(said -> new RemoteObject(said, time(info), info.lastModified(), blob.body(), info.size()));
    }

    private static Optional<RemoteFacts> facts(BlobInfo info) {
        Metadata said = info.metadata();
        Optional<Encoding> encoding = Encoding.of(said.value(ENCODING).orElse(""));
        if (encoding.isEmpty()) {
            return Optional.empty();
        }
        long size = RemoteFacts.size(said.value(SIZE).orElse(null), info.size());
        if (encoding.get() == Encoding.RAW && size != info.size()) {
            throw new CacheException(
                    CacheError.POISONED, "a result is said to have " + size + " bytes and has " + info.size());
        }
        return Optional.of(new RemoteFacts(
                output(said), encoding.get(), size, said.value(SIGNATURE).orElse("")));
    }

    /** When it was made, which {@link #refresh} leaves as it was. */
    private static Instant time(BlobInfo info) {
        try {
            return info.metadata().value(TIME).map(Instant::parse).orElse(info.lastModified());
        } catch (DateTimeException e) {
            return info.lastModified();
        }
    }

    /**
     * Stores a result once more as it is, so that the store's own time says that it is used. One that was replaced meanwhile is
     * left.
     */
    void refresh(ActionId action) {
        Optional<Blob> found = calling(() -> store.get(key(action)));
        if (found.isEmpty()) {
            return;
        }
        try (Blob blob = found.get()) {
            BlobInfo info = blob.info();
            Map<String, String> said = new HashMap<>(info.metadata().values());
            said.putIfAbsent(TIME, info.lastModified().toString());
            Condition same = store.traits().contains(Trait.PUT_IF_VERSION)
                    ? Condition.ifVersion(info.version())
                    : Condition.NONE;
            put(action, Content.stream(blob.body(), info.size()), new PutOptions(same, Metadata.of(said)));
        }
    }

    private static OutputId output(Metadata said) {
        try {
            return OutputId.ofBase64(said.value(OUTPUT).orElseThrow(RemoteFacts::withoutOutput));
        } catch (CacheException e) {
            throw e.error() == CacheError.BAD_ID ? RemoteFacts.withoutOutput() : e;
        }
    }

    @Override
    public boolean put(ActionId action, PackedOutput output, Existing existing) {
        Map<String, String> said = new HashMap<>();
        said.put(OUTPUT, output.output().base64());
        said.put(ENCODING, output.encoding().word());
        // Where it is missing, the object is as long as the output.
        if (output.size() > 0 || output.encoding() != Encoding.RAW) {
            said.put(SIZE, Long.toString(output.size()));
        }
        if (!output.signature().isEmpty()) {
            said.put(SIGNATURE, output.signature());
        }
        PutOptions replacing = new PutOptions(Condition.NONE, Metadata.of(said));
        if (existing == Existing.REPLACE || !knowsAbsence) {
            return put(action, output, replacing);
        }
        try {
            return put(action, output, new PutOptions(Condition.IF_ABSENT, Metadata.of(said)));
        } catch (CacheException e) {
            if (!(e.getCause() instanceof BlobException cause && cause.error() == BlobError.UNSUPPORTED)) {
                throw e;
            }
            // Some who speak S3 do not know conditions.
            knowsAbsence = false;
            return put(action, output, replacing);
        }
    }

    private boolean put(ActionId action, PackedOutput output, PutOptions options) {
        PackedFile packed = output.packed();
        if (packed == null || !carrier.isOfUse()) {
            return put(action, output.content(), options);
        }
        return store.putAddress(
                        key(action),
                        options,
                        output.content().length(),
                        packed.digests().sha256())
                .flatMap(address -> carrier.put(address.uri(), address.headers(), packed.file()))
                .orElseGet(() -> put(action, output.content(), options));
    }

    private boolean put(ActionId action, Content content, PutOptions options) {
        return calling(() -> store.put(key(action), content, options)) instanceof PutOutcome.Stored;
    }

    private static <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (BlobException e) {
            throw new CacheException(error(e.error()), "the shared store: " + e.getMessage(), e);
        }
    }

    private static CacheError error(BlobError error) {
        return switch (error) {
            case UNAVAILABLE, CONTENDED, INTERRUPTED -> CacheError.REMOTE_FAILED;
            case THROTTLED -> CacheError.REMOTE_BUSY;
            case DENIED -> CacheError.REMOTE_DENIED;
            case BAD_BODY -> CacheError.UNUSABLE_FOLDER;
            case NO_BUCKET, FULL, MISCONFIGURED, UNSUPPORTED, BAD_KEY, KEY_CLASH, BAD_METADATA, TOO_LARGE ->
                CacheError.REMOTE_REFUSED;
        };
    }

    @Override
    public Health check() {
        return store.check();
    }

    /** Frees nothing: the store was handed in. */
    @Override
    public void close() {}
}
