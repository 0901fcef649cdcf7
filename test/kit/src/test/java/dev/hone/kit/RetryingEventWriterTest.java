package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.event.EventBuses;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import dev.hone.event.RetryingEventWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryingEventWriterTest {
    private static final Backoff BACKOFF = new Backoff(5, Duration.ofMillis(10), Duration.ofSeconds(1));

    private final EventBuses buses = EventBuses.of(
            EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new SplittableRandom(1)), List.of());
    private final Outage outage = new Outage();
    private final EventWriter writer = buses.writer("mem://t");
    private final EventReader reader = buses.reader("mem://t");

    private RetryingEventWriter retrying(Sleeper sleeper) {
        return RetryingEventWriter.over(outage.over(writer), BACKOFF, sleeper, new SplittableRandom(2));
    }

    @Test
    void send_whileTheBusIsDownForAMoment_sendsOnce() {
        List<Duration> waits = new ArrayList<>();
        outage.begin();
        retrying(wait -> {
                    waits.add(wait);
                    if (waits.size() == 3) {
                        outage.end();
                    }
                })
                .send(Message.of("app", "1"));
        assertThat(outage.refusals()).isEqualTo(3);
        assertThat(ContractOfEvents.drain(reader, Duration.ZERO)).containsExactly("1");
    }

    @Test
    void send_whileTheBusStaysDown_givesUp() {
        outage.begin();
        assertThatThrownBy(() -> retrying(wait -> {}).send(Message.of("app", "1")))
                .hasMessageContaining("the bus is down");
        assertThat(outage.refusals()).isEqualTo(5);
    }

    @Test
    void send_ofWhatFailsForGood_isNotRepeated() {
        writer.close();
        assertThatThrownBy(() -> retrying(wait -> {
                            throw new AssertionError("nothing to wait for");
                        })
                        .send(Message.of("app", "1")))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.CLOSED));
    }

    @Test
    void send_interruptedWhileItWaits_stopsAndStaysMarked() {
        outage.begin();
        assertThatThrownBy(() -> retrying(wait -> {
                            throw new InterruptedException();
                        })
                        .send(Message.of("app", "1")))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }
}
