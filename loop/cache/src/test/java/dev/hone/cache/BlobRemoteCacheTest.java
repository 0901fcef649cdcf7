package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.kit.Faults;
import dev.hone.kit.FaultyBlobStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobRemoteCacheTest extends RemoteCacheContract {
    private static final byte[] BYTES = Outputs.bytes("some text, some text, some text");

    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());
    private final BlobRemoteCache remote = BlobRemoteCache.over(store, "go//main/");

    @Override
    RemoteCache remote() {
        return remote;
    }

    @Override
    boolean keeps() {
        return true;
    }

    private static BlobKey key(int action) {
        return BlobKey.of("go/main/" + Outputs.action(action).hex());
    }

    @Test
    void put_writesTheLayoutOfCacheprog() {
        remote.put(Outputs.action(1), Outputs.packed(BYTES), RemoteCache.Existing.REPLACE);

        Map<String, String> said = store.head(key(1)).orElseThrow().metadata().values();
        assertThat(said)
                .containsEntry("output_id", Outputs.output(BYTES).base64())
                .containsEntry("compression_algorithm", "zstd")
                .containsEntry("uncompressed_size", Integer.toString(BYTES.length));
    }

    @Test
    void put_ofNothing_saysNoSize() {
        remote.put(Outputs.action(1), Outputs.raw(new byte[0]), RemoteCache.Existing.REPLACE);

        assertThat(store.head(key(1)).orElseThrow().metadata().values()).doesNotContainKey("uncompressed_size");
    }

    @Test
    void get_ofAnUnknownEncoding_isEmpty() {
        store(Map.of("compression_algorithm", "brotli"));

        assertThat(remote.get(Outputs.action(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+31", "9223372036854775808", "1e3", "0x1f", "٣١", "many", "30", "32"})
    void get_ofARawObjectWithAnotherSize_isPoisoned(String size) {
        store(Map.of("uncompressed_size", size));

        assertPoisoned();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AAAA", "not base64 at all!", "../../../../etc/passwd", "e3b0c44298fc1c149afbf4c8996fb924"})
    void get_ofAnObjectWithoutASoundOutput_isPoisoned(String output) {
        store(Map.of("output_id", output));

        assertPoisoned();
    }

    @Test
    void get_ofAnObjectWithoutMetadata_isPoisoned() {
        store.put(key(1), Content.of(BYTES), PutOptions.REPLACE);

        assertPoisoned();
    }

    @Test
    void get_fromAStoreThatFails_saysThatItMayPass() {
        RemoteCache failing = BlobRemoteCache.over(
                FaultyBlobStore.over(store, new Faults(1, 0, 0, 0, java.time.Duration.ZERO, 0, true), 1, Sleeper.REAL),
                "");

        assertThatThrownBy(() -> failing.get(Outputs.action(1)))
                .isInstanceOfSatisfying(
                        CacheException.class,
                        e -> assertThat(e.error().mayPass()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "a\u0000b", ".hone/x"})
    void over_aPrefixThatNoKeyHas_isRefused(String prefix) {
        assertThatThrownBy(() -> BlobRemoteCache.over(store, prefix))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("prefix");
    }

    private void store(Map<String, String> said) {
        Map<String, String> all =
                new HashMap<>(Map.of("output_id", Outputs.output(BYTES).base64()));
        all.putAll(said);
        // A memory store keeps what the grammar of metadata allows, so what others write is put in as read.
        store.put(key(1), Content.of(BYTES), PutOptions.REPLACE.with(dev.hone.blob.Metadata.read(all)));
        if (!store.head(key(1)).orElseThrow().metadata().values().keySet().containsAll(said.keySet())) {
            store.put(key(1), Content.of(BYTES), PutOptions.REPLACE);
        }
    }

    private void assertPoisoned() {
        assertThatThrownBy(() -> remote.get(Outputs.action(1)))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.POISONED));
    }
}
