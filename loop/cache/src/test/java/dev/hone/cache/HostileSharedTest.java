package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.Metadata;
import dev.hone.blob.PutOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever somebody writes into a bucket, it is a sound object, none, or one that is refused as such. */
final class HostileSharedTest {
    private static final ActionId ACTION = Outputs.action(1);

    @FuzzTest(maxDuration = "30s")
    void get_ofAnyBytes_givesThemOrRefuses(byte[] bytes) {
        int cut = bytes.length == 0 ? 0 : Math.min(bytes[0] & 0xff, bytes.length);
        String[] said = new String(bytes, 0, cut, StandardCharsets.ISO_8859_1).split(",", 3);
        byte[] body = Arrays.copyOfRange(bytes, cut, bytes.length);
        read(
                Metadata.read(Map.of(
                        "output_id",
                        OutputId.EMPTY.base64(),
                        "uncompressed_size",
                        said[0],
                        "compression_algorithm",
                        said.length > 1 ? said[1] : "zstd")),
                body);
        read(Metadata.read(Map.of("output_id", said[said.length - 1])), body);
    }

    private static void read(Metadata said, byte[] body) {
        BlobStore store = MemoryBlobStore.create(InstantSource.system());
        store.put(BlobKey.of(ACTION.hex()), Content.of(body), PutOptions.REPLACE.with(said.values()));
        try {
            Optional<RemoteObject> object = BlobRemoteCache.over(store, "").get(ACTION);
            if (object.isPresent()) {
                try (RemoteObject given = object.get();
                        InputStream content = given.content()) {
                    assertThat(given.size()).isNotNegative();
                    content.readNBytes(1 << 20);
                }
            }
        } catch (CacheException e) {
            assertThat(e.error()).isEqualTo(CacheError.POISONED);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void get_ofDamagedFrames_givesBytesOrRefuses() {
        Random random = new Random(3);
        byte[] frame = Outputs.zstd(Outputs.bytes("some text that shrinks, ".repeat(500)));
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = frame.clone();
            for (int flips = 0; flips <= random.nextInt(4); flips++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            read(
                    Metadata.of(Map.of(
                            "output_id", OutputId.EMPTY.base64(),
                            "uncompressed_size", "12000",
                            "compression_algorithm", "zstd")),
                    damaged);
        }
    }
}
