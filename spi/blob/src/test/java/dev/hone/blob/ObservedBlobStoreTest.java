package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.blob.BlobListener.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ObservedBlobStoreTest {
    private final List<Call> calls = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    private BlobStore over(BlobStore store) {
        return ObservedBlobStore.over(store, calls::add, () -> nanos.getAndAdd(5));
    }

    @Test
    void calls_ofEachKind_areTold() {
        BlobStore store = over(Stores.open("mem://"));
        BlobKey key = BlobKey.of("k");
        BlobVersion version = Stores.put(store, "k", "hello");
        store.put(key, Content.of("x"), PutOptions.IF_ABSENT);
        Stores.text(store, "k");
        Stores.text(store, "absent");
        store.head(key);
        store.list(Listing.of(""));
        store.delete(key, new BlobVersion("other"));
        store.delete(key, version);
        store.delete(key);
        assertThat(calls)
                .extracting(call -> call.operation() + " " + call.outcome() + " " + call.bytes())
                .containsExactly(
                        "PUT ok 5",
                        "PUT conflict 0",
                        "GET ok 5",
                        "GET absent 0",
                        "HEAD ok 0",
                        "LIST ok 0",
                        "DELETE conflict 0",
                        "DELETE ok 0",
                        "DELETE ok 0");
        assertThat(calls).allMatch(call -> call.took().equals(Duration.ofNanos(5)));
    }

    @Test
    void call_thatFails_isToldByItsError() {
        BlobStore store = over(Stores.files(Path.of("/nowhere/at/all")));
        assertThatThrownBy(() -> store.head(BlobKey.of("k"))).isInstanceOf(BlobException.class);
        assertThat(calls).extracting(Call::outcome).containsExactly("NO_BUCKET");
    }
}
