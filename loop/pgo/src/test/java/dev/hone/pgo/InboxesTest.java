package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.event.Delivery;
import dev.hone.event.Event;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.Message;
import dev.hone.intake.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that happens to the events of an app keeps the next ones from being worked on. */
@Timeout(300)
class InboxesTest {
    private final Fixture.ManualClock clock = new Fixture.ManualClock();

    @Test
    void work_thatEndsWithAnError_leavesRoomForTheNext_andCloses() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Inboxes inboxes = new Inboxes(
                (app, letters) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new MortalBlobStore.Death();
                    }
                    worked.countDown();
                },
                work -> Thread.ofVirtual()
                        .uncaughtExceptionHandler((thread, e) -> {})
                        .unstarted(work));
        Inboxes.Letter letter = letter(new Unreportable(Message.of("", new byte[0])));
        while (!worked.await(10, TimeUnit.MILLISECONDS)) {
            inboxes.put(WEB, letter);
        }
        inboxes.close();
        assertThat(calls.get()).isGreaterThan(1);
    }

    @Test
    void bus_thatCannotHearWhatBecameOfEvents_doesNotStopTheWorker() throws InterruptedException {
        Fixture fixture = Fixture.over(MemoryBlobStore.create(clock), clock);
        byte[] first = Samples.profile(1, 300);
        byte[] second = Samples.profile(2, 300);
        Deaf bus = new Deaf();
        PgoWorker worker = fixture.stage.worker(bus, () -> PruneFile.NONE);
        Thread receiving = Thread.ofVirtual().start(worker::receive);
        bus.tell(fixture.stage.accept(WEB, first, Origin.UNKNOWN));
        awaitUploads(fixture, 1);
        bus.tell(fixture.stage.accept(WEB, second, Origin.UNKNOWN));
        awaitUploads(fixture, 2);
        worker.close();

        assertThat(receiving.join(Duration.ofMinutes(4))).isTrue();
        assertThat(bus.reports.get()).isPositive();
    }

    private static void awaitUploads(Fixture fixture, int count) throws InterruptedException {
        while (fixture.stage.status(WEB).map(AppStatus::uploads).orElse(0L) < count) {
            Sleeper.REAL.sleep(Duration.ofMillis(10));
        }
    }

    private Inboxes.Letter letter(Delivery delivery) {
        return new Inboxes.Letter(Event.now(clock, new Random(1), "profile.uploaded", Map.of()), delivery);
    }

    /** A bus that gives out events and cannot be told what became of them. */
    private final class Deaf implements EventReader {
        private final Queue<Message> messages = new ArrayDeque<>();
        private final AtomicInteger reports = new AtomicInteger();

        synchronized void tell(UploadReceipt receipt) {
            Map<String, String> payload = Map.of("app", "web", "upload", receipt.id());
            messages.add(
                    Event.now(clock, new Random(1), "profile.uploaded", payload).toMessage("web"));
        }

        @Override
        public synchronized Optional<Delivery> receive(Duration longest) {
            return Optional.ofNullable(messages.poll()).map(message -> new Unreportable(message, reports));
        }

        @Override
        public Set<EventTrait> traits() {
            return Set.of();
        }

        @Override
        public Health check() {
            return Health.GOOD;
        }

        @Override
        public void close() {}
    }

    private record Unreportable(Message message, AtomicInteger reports) implements Delivery {
        Unreportable(Message message) {
            this(message, new AtomicInteger());
        }

        @Override
        public void done() {
            fail();
        }

        @Override
        public void again() {
            fail();
        }

        private void fail() {
            reports.incrementAndGet();
            throw new EventException(EventError.UNAVAILABLE, "the bus is down on purpose");
        }
    }
}
