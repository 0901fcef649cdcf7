package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hone.base.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictionTest {
    private static final LocalSettings SMALL =
            new LocalSettings(ByteSize.parse("100KiB"), Duration.ofDays(30), ByteSize.parse("1MiB"));

    private final TestClock clock = TestClock.real();

    @TempDir
    Path folder;

    @Test
    void folder_thatFits_staysAsItIs() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            put(store, 1, 10_000, Duration.ofDays(1), pins);
        }
        assertThat(evict(false).removed()).isZero();
    }

    @Test
    void longestUnused_goesFirst_untilTheRestFits() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            for (int i = 0; i < 10; i++) {
                put(store, i, 20_000, Duration.ofHours(100 - i), pins);
            }
        }
        Eviction.Result result = evict(false);
        assertThat(result.removed()).isPositive();
        assertThat(result.bytes() - result.freed())
                .isLessThanOrEqualTo(SMALL.most().bytes());
        try (Pins pins = store.pins()) {
            assertThat(store.find(Outputs.action(0), pins)).isEmpty();
            assertThat(store.find(Outputs.action(9), pins)).isPresent();
        }
    }

    @Test
    void whatIsUsedTodayAndWasMadeLongAgo_stays() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            for (int i = 0; i < 10; i++) {
                put(store, i, 20_000, Duration.ofDays(i == 0 ? 400 : 1), pins);
            }
        }
        try (Pins pins = store.pins()) {
            assertThat(store.find(Outputs.action(0), pins)).isPresent();
        }
        assertThat(evict(false).removed()).isPositive();
        try (Pins pins = store.pins()) {
            assertThat(store.find(Outputs.action(0), pins)).isPresent();
        }
    }

    @Test
    void outputs_ofALivingBuild_stay_howeverManyTheyAre() throws IOException {
        LocalStore store = open();
        try (Pins living = store.pins()) {
            for (int i = 0; i < 10; i++) {
                put(store, i, 20_000, Duration.ofHours(100 - i), living);
            }
            // Seen by another process, which reads what the living one wrote down.
            evict(false);
            for (int i = 0; i < 10; i++) {
                assertThat(output(i)).as("output " + i).exists();
            }
        }
        assertThat(evict(false).removed()).isPositive();
    }

    @Test
    void whatWasUsedAMomentAgo_stays() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            for (int i = 0; i < 10; i++) {
                put(store, i, 20_000, Duration.ofMinutes(1), pins);
            }
        }
        assertThat(evict(false).removed()).isZero();
    }

    @Test
    void old_goes_evenWhenThereIsRoom() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            put(store, 1, 10, Duration.ofDays(31), pins);
            put(store, 2, 11, Duration.ofDays(29), pins);
        }
        assertThat(evict(false).removed()).isEqualTo(2); // the output and its record
        assertThat(output(2, 11)).exists();
    }

    @Test
    void dryRun_saysTheSameAndRemovesNothing() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            for (int i = 0; i < 10; i++) {
                put(store, i, 20_000, Duration.ofHours(100 - i), pins);
            }
        }
        Eviction.Result dry = evict(true);
        assertThat(dry.removed()).isPositive();
        assertThat(evict(false)).isEqualTo(dry);
    }

    /** Whoever opens the folder sweeps away what the dead have left, and nothing that the living have moved aside. */
    @Test
    void folder_thatOthersOpenMeanwhile_isEvictedAllTheSame() throws Exception {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            for (int i = 0; i < 1000; i++) {
                put(store, i, 1000 + i, Duration.ofDays(40), pins);
            }
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                assertThatCode(this::open).doesNotThrowAnyException();
            }
        });
        try {
            assertThat(evict(false).removed()).isEqualTo(2000);
        } finally {
            done.set(true);
            others.join();
        }
    }

    @Test
    void whatADeadProcessMovedAside_isSweptAway() throws IOException {
        open();
        Path left = Files.writeString(folder.resolve("incoming/evicted-999999999-aa"), "x");
        Path held = Files.writeString(
                folder.resolve("incoming/evicted-" + ProcessHandle.current().pid() + "-aa"), "x");
        for (Path file : List.of(left, held)) {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(1))));
        }
        open();
        assertThat(left).doesNotExist();
        assertThat(held).exists();
    }

    private Path output(int i) {
        return output(i, 20_000);
    }

    private Path output(int i, int size) {
        String hex = Outputs.output(body(i, size)).hex();
        return folder.resolve("o").resolve(hex.substring(0, 2)).resolve(hex);
    }

    private static byte[] body(int i, int size) {
        byte[] body = new byte[size];
        body[0] = (byte) i;
        return body;
    }

    private void put(LocalStore store, int action, int size, Duration age, Pins pins) throws IOException {
        byte[] body = body(action, size);
        Staged staged = store.incoming().take(new ByteArrayInputStream(body), Outputs.output(body), body.length);
        Found found = store.put(Outputs.action(action), staged, clock.instant(), pins);
        FileTime used = FileTime.from(clock.instant().minus(age));
        Files.setLastModifiedTime(found.file(), used);
        String hex = Outputs.action(action).hex();
        Files.setLastModifiedTime(
                folder.resolve("a").resolve(hex.substring(0, 2)).resolve(hex), used);
    }

    private LocalStore open() throws IOException {
        return LocalStore.open(folder.toRealPath(), SMALL, clock, new Random(1));
    }

    private Eviction.Result evict(boolean dry) throws IOException {
        return new Eviction(folder.toRealPath(), SMALL).run(clock.instant(), dry);
    }
}
