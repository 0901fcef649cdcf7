package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.RemoteCache.Existing;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link RemoteCache} says, as tests. */
abstract class RemoteCacheContract {
    /** Empty when a test begins. */
    abstract RemoteCache remote();

    /** Whether {@link Existing#KEEP} keeps. */
    abstract boolean keeps();

    @Test
    void get_ofWhatIsNotThere_isEmpty() {
        assertThat(remote().get(Outputs.action(1))).isEmpty();
    }

    @Test
    void get_afterAPut_givesWhatWasPut() throws IOException {
        byte[] bytes = Outputs.bytes("some text, some text, some text, some text");
        remote().put(Outputs.action(1), Outputs.raw(bytes), Existing.REPLACE);
        remote().put(Outputs.action(2), Outputs.packed(bytes), Existing.REPLACE);

        assertThat(read(1)).isEqualTo(bytes);
        assertThat(read(2)).isEqualTo(bytes);
        try (RemoteObject object = remote().get(Outputs.action(2)).orElseThrow()) {
            assertThat(object.output()).isEqualTo(Outputs.output(bytes));
            assertThat(object.size()).isEqualTo(bytes.length);
            assertThat(Duration.between(object.time(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void get_ofAnEmptyOutput_givesNoBytes() throws IOException {
        remote().put(Outputs.action(1), Outputs.raw(new byte[0]), Existing.REPLACE);

        assertThat(read(1)).isEmpty();
        try (RemoteObject object = remote().get(Outputs.action(1)).orElseThrow()) {
            assertThat(object.output()).isEqualTo(OutputId.EMPTY);
            assertThat(object.size()).isZero();
        }
    }

    @Test
    void put_replacing_replacesBytesAndWhatIsSaidOfThem() throws IOException {
        remote().put(Outputs.action(1), Outputs.packed(Outputs.bytes("old")), Existing.REPLACE);

        assertThat(remote().put(Outputs.action(1), Outputs.raw(Outputs.bytes("newer")), Existing.REPLACE))
                .isTrue();

        assertThat(read(1)).isEqualTo(Outputs.bytes("newer"));
    }

    @Test
    void put_keeping_keepsWhereTheStoreCanTell() throws IOException {
        assertThat(remote().put(Outputs.action(1), Outputs.raw(Outputs.bytes("old")), Existing.KEEP))
                .isTrue();

        boolean stored = remote().put(Outputs.action(1), Outputs.raw(Outputs.bytes("newer")), Existing.KEEP);

        assertThat(stored).isEqualTo(!keeps());
        assertThat(read(1)).isEqualTo(Outputs.bytes(keeps() ? "old" : "newer"));
    }

    @Test
    void check_ofAStoreThatAnswers_isGood() {
        assertThat(remote().check()).isEqualTo(dev.hone.base.Component.Health.GOOD);
    }

    private byte[] read(int action) throws IOException {
        Optional<RemoteObject> found = remote().get(Outputs.action(action));
        try (RemoteObject object = found.orElseThrow();
                InputStream content = object.content()) {
            return content.readAllBytes();
        }
    }
}
