package dev.hone.cache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.cache.ComposedPack.Part;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that gives other bytes than it said, or fails: what is packed is what it said. */
final class PackComposerTest {
    private static final byte[] FIRST = Outputs.random(1, 70_000);
    private static final byte[] LAST = Outputs.random(2, 1000);
    private static final ActionId BEFORE = Outputs.action(1);
    private static final ActionId ACTION = Outputs.action(2);
    private static final ActionId AFTER = Outputs.action(3);

    @TempDir
    private Path folder;

    private final AtomicInteger open = new AtomicInteger();

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(open).hasValue(0);
        assertThat(folder).isEmptyDirectory();
        assertThat(Files.exists(folder)).isTrue();
    }

    private RemoteObject object(byte[] output, Encoding encoding, long size, long length, InputStream stored) {
        open.incrementAndGet();
        InputStream counted = new FilterInputStream(stored) {
            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                super.close();
            }
        };
        RemoteFacts facts = new RemoteFacts(Outputs.output(output), encoding, size, "");
        return new RemoteObject(facts, Instant.EPOCH, Instant.EPOCH, counted, length);
    }

    private RemoteObject sound(byte[] body) {
        return object(body, Encoding.RAW, body.length, body.length, new ByteArrayInputStream(body));
    }

    /** A pack of a sound body, of that, and of another sound one. */
    private void assertLeftOut(Supplier<Optional<RemoteObject>> that) throws IOException {
        Map<ActionId, Supplier<Optional<RemoteObject>>> store =
                Map.of(BEFORE, () -> Optional.of(sound(FIRST)), ACTION, that, AFTER, () -> Optional.of(sound(LAST)));
        try (PackComposer composer = new PackComposer(folder.resolve("pack"), 1_000_000)) {
            composer.addAll(
                    List.of(BEFORE, ACTION, AFTER),
                    action -> store.getOrDefault(action, Optional::empty).get());
            Map<ActionId, Part> parts = composer.pack("").parts();

            assertThat(parts).containsOnlyKeys(BEFORE, AFTER);
            assertThat(Files.readAllBytes(folder.resolve("pack"))).hasSize(FIRST.length + LAST.length);
            Part last = requireNonNull(parts.get(AFTER));
            assertThat(last.offset()).isEqualTo(FIRST.length);
            try (InputStream content = composer.content().open()) {
                content.skipNBytes(last.offset());
                assertThat(content.readAllBytes()).isEqualTo(LAST);
            }
        }
    }

    @Test
    void body_thatIsShorterThanWasSaid_isLeftOut() throws IOException {
        byte[] body = Outputs.random(3, 90_000);
        assertLeftOut(() -> Optional.of(object(
                body,
                Encoding.ZSTD,
                200_000,
                body.length,
                new ByteArrayInputStream(Arrays.copyOf(body, body.length - 1)))));
    }

    @Test
    void body_thatIsLongerThanWasSaid_isLeftOut() throws IOException {
        byte[] body = Outputs.random(3, 90_000);
        assertLeftOut(() ->
                Optional.of(object(body, Encoding.ZSTD, 200_000, body.length - 1, new ByteArrayInputStream(body))));
    }

    @Test
    void body_thatBreaksOff_isLeftOut() throws IOException {
        byte[] body = Outputs.random(3, 90_000);
        // Fails when it is read.
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertLeftOut(() -> Optional.of(object(
                body,
                Encoding.ZSTD,
                200_000,
                body.length,
                new SequenceInputStream(new ByteArrayInputStream(body, 0, 70_000), broken))));
    }

    @Test
    void body_ofUnknownLength_orOfAnotherThanItsSize_orTooLarge_isLeftOut() throws IOException {
        assertLeftOut(() -> Optional.of(object(LAST, Encoding.ZSTD, 1000, -1, new ByteArrayInputStream(LAST))));
        assertLeftOut(() -> Optional.of(object(LAST, Encoding.RAW, 1001, 1000, new ByteArrayInputStream(LAST))));
        byte[] large = Outputs.random(4, 990_000);
        assertLeftOut(() -> Optional.of(sound(large)));
        byte[] larger = Outputs.random(4, 1_500_000);
        assertLeftOut(() -> Optional.of(sound(larger)));
    }

    @Test
    void largeBody_isAskedForWhenItIsItsTurn() throws IOException {
        byte[] large = Outputs.random(4, 1_500_000);
        AtomicInteger asked = new AtomicInteger();
        try (PackComposer composer = new PackComposer(folder.resolve("pack"), 2_000_000)) {
            composer.addAll(List.of(BEFORE, ACTION), action -> {
                asked.incrementAndGet();
                return Optional.of(sound(action.equals(ACTION) ? large : FIRST));
            });
            assertThat(composer.pack("").parts()).containsOnlyKeys(BEFORE, ACTION);
            assertThat(asked).hasValue(3);
            try (InputStream content = composer.content().open()) {
                content.skipNBytes(FIRST.length);
                assertThat(content.readAllBytes()).isEqualTo(large);
            }
        }
    }

    @Test
    void largeBody_thatIsGoneWhenItIsItsTurn_isLeftOut() throws IOException {
        byte[] large = Outputs.random(4, 1_500_000);
        AtomicInteger asked = new AtomicInteger();
        try (PackComposer composer = new PackComposer(folder.resolve("pack"), 2_000_000)) {
            composer.addAll(List.of(ACTION, BEFORE), action -> {
                if (action.equals(BEFORE)) {
                    return Optional.of(sound(FIRST));
                }
                if (asked.incrementAndGet() > 1) {
                    throw new CacheException(CacheError.REMOTE_FAILED, "the store is down");
                }
                return Optional.of(sound(large));
            });
            assertThat(composer.pack("").parts()).containsOnlyKeys(BEFORE);
        }
    }

    @Test
    void output_thatIsThereWithAnotherSize_isLeftOut() throws IOException {
        assertLeftOut(() -> Optional.of(object(FIRST, Encoding.ZSTD, 5, LAST.length, new ByteArrayInputStream(LAST))));
    }

    @Test
    void store_thatFails_hasNothing() throws IOException {
        assertLeftOut(() -> {
            throw new CacheException(CacheError.REMOTE_FAILED, "the store is down");
        });
        assertLeftOut(Optional::empty);
    }

    @Test
    void whoIsInterrupted_leavesNothingOpen() throws IOException {
        List<ActionId> actions =
                IntStream.range(0, 100).mapToObj(Outputs::action).toList();
        Function<ActionId, Optional<RemoteObject>> store = action -> Optional.of(sound(LAST));
        Thread.currentThread().interrupt();
        try (PackComposer composer = new PackComposer(folder.resolve("pack"), 1_000_000)) {
            assertThatThrownBy(() -> composer.addAll(actions, store))
                    .isInstanceOfAny(CacheException.class, IOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
