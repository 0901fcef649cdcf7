package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryBusTest {
    private final World world = new World();
    private final EventBuses buses = EventBuses.of(world.surroundings(), List.of());
    private final EventWriter writer = buses.writer("mem://topic");

    private static Optional<String> text(Optional<Delivery> delivery) {
        return delivery.map(received -> received.message().text());
    }

    @Test
    void receive_ofWhatIsNotDone_comesAgainAfterTheDeadline() {
        EventReader reader = buses.reader("mem://topic?queue=q&ackdeadline=10s");
        writer.send(Message.of("app", "1"));
        Delivery first = reader.receive(Duration.ZERO).orElseThrow();
        world.pass(Duration.ofSeconds(9));
        assertThat(reader.receive(Duration.ZERO)).isEmpty();
        world.pass(Duration.ofSeconds(1));
        assertThat(text(reader.receive(Duration.ZERO))).contains("1");
        first.again();
        assertThat(reader.receive(Duration.ZERO))
                .as("it is with somebody else by now")
                .isEmpty();
        first.done();
        world.pass(Duration.ofSeconds(10));
        assertThat(reader.receive(Duration.ZERO)).as("done is done, even late").isEmpty();
    }

    @Test
    void again_timeAfterTime_waitsLonger() {
        EventReader reader = buses.reader("mem://topic?queue=q");
        writer.send(Message.of("app", "1"));
        for (int pause : List.of(100, 200, 400, 800)) {
            reader.receive(Duration.ZERO).orElseThrow().again();
            world.pass(Duration.ofMillis(pause - 1));
            assertThat(reader.receive(Duration.ZERO)).isEmpty();
            world.pass(Duration.ofMillis(1));
        }
        assertThat(reader.receive(Duration.ZERO)).isPresent();
    }

    @Test
    void receive_whenTheClockWentBack_isNotStuck() {
        EventReader reader = buses.reader("mem://topic?queue=q");
        writer.send(Message.of("app", "1"));
        assertThat(reader.receive(Duration.ZERO)).isPresent();
        world.pass(Duration.ofDays(-1));
        assertThat(text(reader.receive(Duration.ZERO))).contains("1");
    }

    @Test
    void send_toAFullQueue_failsAndReachesNobody() {
        EventReader small = buses.reader("mem://topic?queue=small&capacity=2");
        EventReader large = buses.reader("mem://topic?queue=large");
        writer.send(Message.of("app", "1"));
        writer.send(Message.of("app", "2"));
        assertThatThrownBy(() -> writer.send(Message.of("app", "3")))
                .isInstanceOfSatisfying(EventException.class, e -> {
                    assertThat(e.error()).isEqualTo(EventError.FULL);
                    assertThat(e.error().retryable()).isTrue();
                });
        assertThat(small.check()).isInstanceOf(Health.Bad.class);
        assertThat(text(large.receive(Duration.ZERO))).contains("1");
        assertThat(text(large.receive(Duration.ZERO))).contains("2");
        assertThat(large.receive(Duration.ZERO)).isEmpty();
        small.receive(Duration.ZERO).orElseThrow().done();
        writer.send(Message.of("app", "3"));
        assertThat(text(large.receive(Duration.ZERO))).contains("3");
    }

    @Test
    void close_ofAReaderWithAQueueOfItsOwn_leavesNothingBehind() {
        buses.reader("mem://topic?capacity=1").close();
        writer.send(Message.of("app", "1"));
        writer.send(Message.of("app", "2"));
    }

    @Test
    void close_bringsBackInOrder() {
        EventReader first = buses.reader("mem://topic?queue=q");
        List.of("1", "2", "3").forEach(text -> writer.send(Message.of("app", text)));
        assertThat(first.receive(Duration.ZERO)).isPresent();
        world.pass(Duration.ofSeconds(1));
        assertThat(first.receive(Duration.ZERO)).isPresent();
        first.close();
        EventReader second = buses.reader("mem://topic?queue=q");
        for (String expected : List.of("1", "2", "3")) {
            assertThat(text(second.receive(Duration.ZERO))).contains(expected);
        }
    }

    @Test
    void buses_haveTheirOwnTopics() {
        EventReader elsewhere = EventBuses.of(world.surroundings(), List.of()).reader("mem://topic");
        writer.send(Message.of("app", "1"));
        assertThat(elsewhere.receive(Duration.ZERO)).isEmpty();
    }
}
