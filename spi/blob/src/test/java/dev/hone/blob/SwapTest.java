package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwapTest {
    private static final BlobKey KEY = BlobKey.of("k");
    private final BlobStore store = Stores.open("mem://");
    private final List<Duration> waits = new ArrayList<>();
    private final Swap swap = Swap.in(
            store,
            new Backoff(3, Duration.ofMillis(10), Duration.ofMillis(20)),
            waits::add,
            new SplittableRandom(1),
            100);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] append(byte[] now, String more) {
        return bytes(new String(now, StandardCharsets.UTF_8) + more);
    }

    @Test
    void update_ofNothing_startsFromTheInitialBytes() {
        assertThat(swap.update(KEY, bytes("0"), now -> append(now, "1"))).isEqualTo(bytes("01"));
        assertThat(Stores.text(store, "k")).contains("01");
        assertThat(waits).isEmpty();
    }

    @Test
    void update_keepsTheMetadata() {
        store.put(KEY, Content.of("a"), PutOptions.REPLACE.with(Map.of("m", "1")));
        swap.update(KEY, bytes(""), now -> append(now, "b"));
        assertThat(store.head(KEY).orElseThrow().metadata().values()).isEqualTo(Map.of("m", "1"));
    }

    @Test
    void update_thatChangesNothing_putsNothing() {
        BlobVersion version = Stores.put(store, "k", "a");
        assertThat(swap.update(KEY, bytes(""), now -> bytes("a"))).isEqualTo(bytes("a"));
        assertThat(store.head(KEY).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void update_whereOthersAreFasterOnce_beginsAgainFromTheirs() {
        byte[] result = swap.update(KEY, bytes(""), now -> {
            if (now.length == 0) {
                Stores.put(store, "k", "theirs");
            }
            return append(now, "+ours");
        });
        assertThat(result).isEqualTo(bytes("theirs+ours"));
        assertThat(waits).hasSize(1).allMatch(wait -> wait.toMillis() < 10);
    }

    @Test
    void update_whereOthersAreFasterEveryTime_givesUp() {
        assertThatThrownBy(() -> swap.update(KEY, bytes(""), now -> {
                    Stores.put(store, "k", "theirs " + waits.size());
                    return bytes("ours");
                }))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.CONTENDED))
                .hasMessageContaining("in each of 3 attempts");
        assertThat(Stores.text(store, "k")).contains("theirs 2");
        assertThat(waits).hasSize(2);
    }

    @Test
    void update_ofABlobThatIsTooLarge_leavesItAlone() {
        Stores.put(store, "k", "x".repeat(101));
        assertThatThrownBy(() -> swap.update(KEY, bytes(""), now -> bytes("y")))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.TOO_LARGE));
    }
}
