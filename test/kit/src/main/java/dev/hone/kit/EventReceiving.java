package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Sleeper;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What receiving does. */
interface EventReceiving extends ContractOfEvents {
    @Test
    default void receive_ofNothing_comesBackEmpty() {
        try (EventReader reader = reader()) {
            assertThat(reader.receive(Duration.ZERO)).isEmpty();
            assertThat(reader.receive(moment())).isEmpty();
        }
    }

    @Test
    default void receive_whileItWaits_getsWhatIsSent() throws Exception {
        try (EventReader reader = listening();
                EventWriter writer = writer();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> received = threads.submit(() -> ContractOfEvents.take(reader));
            Sleeper.REAL.sleep(Duration.ofMillis(50));
            writer.send(Message.of("app", "late"));
            assertThat(received.get()).isEqualTo("late");
        }
    }

    @Test
    default void receive_interrupted_comesBackEmptyAndStaysMarked() throws InterruptedException {
        try (EventReader reader = listening()) {
            boolean[] outcome = new boolean[2];
            Thread thread = Thread.ofVirtual().start(() -> {
                outcome[0] = reader.receive(PATIENCE).isEmpty();
                outcome[1] = Thread.currentThread().isInterrupted();
            });
            Sleeper.REAL.sleep(Duration.ofMillis(100));
            thread.interrupt();
            assertThat(thread.join(PATIENCE.dividedBy(2))).isTrue();
            assertThat(outcome).containsExactly(true, true);
        }
    }

    @Test
    default void receive_afterAnInterrupt_goesOn() {
        try (EventReader reader = listening();
                EventWriter writer = writer()) {
            Thread.currentThread().interrupt();
            assertThat(reader.receive(PATIENCE)).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
            writer.send(Message.of("app", "1"));
            assertThat(ContractOfEvents.take(reader)).isEqualTo("1");
        }
    }

    @Test
    default void receive_closedMeanwhile_comesBackEmpty() throws InterruptedException, ExecutionException {
        EventReader reader = listening();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> empty =
                    threads.submit(() -> reader.receive(PATIENCE).isEmpty());
            Sleeper.REAL.sleep(Duration.ofMillis(100));
            reader.close();
            assertThat(empty.get()).isTrue();
        }
        reader.close();
        assertThatThrownBy(() -> reader.receive(Duration.ZERO))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.CLOSED));
    }

    @Test
    default void receive_afterATimeWithoutReaders_getsWhatWaited() {
        listening().close();
        try (EventWriter writer = writer()) {
            writer.send(Message.of("app", "1"));
        }
        try (EventReader reader = reader()) {
            if (declares(EventTrait.DURABLE)) {
                assertThat(ContractOfEvents.take(reader)).isEqualTo("1");
            }
            assertThat(reader.receive(moment())).isEmpty();
        }
    }
}
