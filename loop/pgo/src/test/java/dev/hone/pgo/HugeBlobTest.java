package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobInfo;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.ByteRange;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another program stored and is larger than can be read is set aside, and the app goes on. */
class HugeBlobTest {
    private static final String HUGE = "huge";

    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);

    @ParameterizedTest
    @ValueSource(longs = {300L << 20, 3L << 30})
    void stagingBlob_isSetAside(long size) {
        Fixture process = Fixture.over(swollen(size), clock);
        store.put(BlobKey.of("web/staging/1"), Content.of(HUGE), PutOptions.REPLACE);
        process.upload(Samples.profile(1, 500));

        assertThat(process.failures).isEmpty();
        assertThat(process.names("web/staging/")).isEmpty();
        assertThat(process.read("web/hone/quarantine/staging-1.txt")).asString().contains("it has " + size + " bytes");
        assertThat(store.head(BlobKey.of("web/hone/quarantine/staging-1")).isPresent())
                .isEqualTo(size < 1L << 30);
        assertThat(process.stage.generations(WEB)).hasSize(1);
    }

    @Test
    void defaultPgo_isSetAside_andWrittenOver() {
        Fixture process = Fixture.over(swollen(300L << 20), clock);
        store.put(BlobKey.of("web/default.pgo"), Content.of(HUGE), PutOptions.REPLACE);
        process.upload(Samples.profile(1, 500));

        assertThat(process.failures).isEmpty();
        GenerationEntry stable = process.stage.generations(WEB).getLast();
        assertThat(Sha256.of(process.read("web/default.pgo"))).isEqualTo(stable.digest());
        assertThat(process.stage.status(WEB).orElseThrow().decisions())
                .anySatisfy(
                        decision -> assertThat(decision.reasons().toString()).contains("268435456 are the most"));
        assertThat(process.names("web/hone/quarantine/foreign-")).hasSize(2);
    }

    /** The store as one in which a few bytes are this many; copies of them stay a few. */
    private BlobStore swollen(long size) {
        return (BlobStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("put") && ((Content) args[1]).length() == size) {
                        try (InputStream in = ((Content) args[1]).open()) {
                            in.transferTo(OutputStream.nullOutputStream());
                        }
                        return store.put((BlobKey) args[0], Content.of("was huge"), (PutOptions) args[2]);
                    }
                    Object result = method.invoke(store, args);
                    return result instanceof Optional<?> found
                            ? found.map(value -> value instanceof Blob blob ? blownUp(blob, size) : value)
                                    .map(value -> value instanceof BlobInfo info ? blownUp(info, size) : value)
                            : result;
                });
    }

    private static BlobInfo blownUp(BlobInfo info, long size) {
        return info.size() == HUGE.length()
                ? new BlobInfo(size, info.version(), info.lastModified(), info.metadata())
                : info;
    }

    private static Blob blownUp(Blob blob, long size) {
        return blob.length() == HUGE.length()
                ? Blob.of(blownUp(blob.info(), size), new ByteRange.Slice(0, size), new Zeros(size))
                : blob;
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] to, int from, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
