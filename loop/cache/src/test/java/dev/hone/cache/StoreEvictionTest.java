package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class StoreEvictionTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final BlobStore store = MemoryBlobStore.create(now::get);
    private final List<String> gone = new ArrayList<>();

    private static String key(int action) {
        return Outputs.action(action).hex();
    }

    /** A result of ten bytes each ten hours, the first of them 100 hours ago. */
    private void fill() {
        for (int i = 0; i < 10; i++) {
            now.set(BEGIN.minus(Duration.ofHours(100 - 10L * i)));
            put((i % 2 == 0 ? "" : "web/_untrusted/x/") + key(i));
        }
        now.set(BEGIN);
    }

    private void put(String key) {
        store.put(BlobKey.of(key), Content.of("ten bytes."), PutOptions.REPLACE);
    }

    private StoreEviction.Result run(long most, Duration unused, boolean dry) {
        return new StoreEviction(store, new StoreEviction.Limits(most, unused))
                .run(now.get(), dry, victim -> gone.add(victim.key().replaceFirst(".*/", "")));
    }

    private boolean has(int action) {
        return store.head(BlobKey.of(key(action))).isPresent()
                || store.head(BlobKey.of("web/_untrusted/x/" + key(action))).isPresent();
    }

    /** A bucket may be that of the profiles, too, which are named by digests like results. */
    @Test
    void run_inAStoreOfOtherThings_leavesThem() {
        List<String> others = List.of(
                "web/uploads/" + key(1),
                "web/segments/" + key(2),
                "web/default.pgo",
                "go/main/" + key(3),
                "_x/" + key(4));
        now.set(BEGIN.minus(Duration.ofDays(10)));
        others.forEach(this::put);
        put(key(5));
        put("_untrusted/pull/" + key(6));
        put("web/" + key(7));
        now.set(BEGIN);

        assertThat(run(1, Duration.ZERO, false)).isEqualTo(new StoreEviction.Result(3, 30, 3, 30));
        assertThat(others).allMatch(other -> store.head(BlobKey.of(other)).isPresent());
    }

    @Test
    void run_withTooMuch_removesWhatWasLongestUnused_inAllNamespaces() {
        fill();

        assertThat(run(75, Duration.ZERO, false)).isEqualTo(new StoreEviction.Result(10, 100, 3, 30));
        assertThat(gone).containsExactlyInAnyOrder(key(0), key(1), key(2));
        assertThat(has(2)).isFalse();
        assertThat(has(3)).isTrue();
        assertThat(run(75, Duration.ZERO, false).removed()).isZero();
    }

    @Test
    void run_withWhatIsTooOld_removesIt() {
        fill();

        assertThat(run(0, Duration.ofHours(85), false).removed()).isEqualTo(2);
        assertThat(has(1)).isFalse();
        assertThat(has(2)).isTrue();
    }

    @Test
    void run_thatIsDry_saysWhatItWouldBe_andRemovesNothing() {
        fill();

        assertThat(run(75, Duration.ZERO, true)).isEqualTo(new StoreEviction.Result(10, 100, 3, 30));
        assertThat(gone).hasSize(3);
        assertThat(has(0)).isTrue();
    }

    @Test
    void run_leavesWhatCameWithinTheHour_howeverMuchItIs() {
        for (int i = 0; i < 5; i++) {
            put(key(i));
        }
        now.set(BEGIN.plus(Duration.ofMinutes(59)));

        assertThat(run(1, Duration.ofSeconds(1), false).removed()).isZero();
    }

    @Test
    void run_leavesWhatIsNoResult() {
        put("web/default.pgo");
        put("terraform.tfstate");
        put(key(1) + "/nested");
        put(key(1).substring(1));
        now.set(BEGIN.plus(Duration.ofDays(1000)));

        assertThat(run(1, Duration.ofDays(1), false)).isEqualTo(new StoreEviction.Result(0, 0, 0, 0));
        assertThat(store.head(BlobKey.of("terraform.tfstate"))).isPresent();
    }

    @Test
    void run_leavesWhatWasReplacedSinceItWasListed() {
        fill();
        StoreEviction eviction = new StoreEviction(store, new StoreEviction.Limits(75, Duration.ZERO));

        eviction.run(BEGIN, false, victim -> put(victim.key()));

        assertThat(has(0)).isTrue();
    }

    @Test
    void run_withoutLimits_removesNothing() {
        fill();

        assertThat(run(0, Duration.ZERO, false).removed()).isZero();
    }
}
