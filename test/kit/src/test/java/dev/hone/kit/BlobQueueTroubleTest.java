package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.Listing;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import dev.hone.event.Delivery;
import dev.hone.event.EventBuses;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue on a store that fails, cuts bodies short and lists late, and that nobody asks again; with readers that crash. */
class BlobQueueTroubleTest {
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void receive_inAllTrouble_losesNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BlobStore memory = MemoryBlobStore.create(() -> now);
        FaultyBlobStore faulty =
                FaultyBlobStore.over(memory, Faults.failing(0.3).cutting(0.2).listingLate(3), seed, duration -> {});
        Sleeper sleeper = duration -> now = now.plus(duration);
        EventBuses buses =
                EventBuses.of(EventSurroundings.of(() -> now, sleeper, random).with(faulty), List.of());
        List<String> sent = ContractOfEvents.numbers(40);
        try (EventWriter writer = buses.writer("blob://q")) {
            sent.forEach(text -> sendUntilSent(writer, text));
        }

        Set<String> dealtWith = new HashSet<>();
        EventReader reader = buses.reader("blob://q?most_deliveries=1000000");
        for (int i = 0; i < 20_000 && messagesIn(memory); i++) {
            putSomethingElse(faulty, i);
            step(reader, random, dealtWith);
            if (random.nextInt(20) == 0) {
                reader = buses.reader("blob://q?most_deliveries=1000000");
            }
            if (random.nextInt(50) == 0) {
                now = now.plus(Duration.ofDays(random.nextInt(-1, 2)));
            }
        }
        assertThat(dealtWith).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(memory.list(Listing.of("_hone/")).entries())
                .filteredOn(entry -> !entry.name().contains("/leases/"))
                .isEmpty();
        assertThat(faulty.count()).isPositive();
    }

    private static boolean messagesIn(BlobStore store) {
        return !store.list(Listing.of("_hone/queues/q/messages/")).entries().isEmpty();
    }

    private static void sendUntilSent(EventWriter writer, String text) {
        for (boolean sent = false; !sent; ) {
            try {
                writer.send(Message.of("app", text));
                sent = true;
            } catch (EventException e) {
                assertThat(e.error().retryable()).isTrue();
            }
        }
    }

    /** Other puts, without which the last ones would stay out of listings for ever. */
    private static void putSomethingElse(FaultyBlobStore store, int i) {
        try {
            store.put(BlobKey.of("others/" + i % 5), Content.of(""), PutOptions.REPLACE);
        } catch (BlobException e) {
            assertThat(e.error().retryable()).isTrue();
        }
    }

    private static void step(EventReader reader, SplittableRandom random, Set<String> dealtWith) {
        try {
            Optional<Delivery> delivery = reader.receive(Duration.ofSeconds(random.nextInt(90)));
            if (delivery.isPresent() && random.nextInt(10) > 0) {
                String text = delivery.get().message().text();
                dealtWith.add(text);
                delivery.get().done();
            } else {
                delivery.ifPresent(Delivery::again);
            }
        } catch (EventException e) {
            assertThat(e.error().retryable()).isTrue();
        }
    }
}
