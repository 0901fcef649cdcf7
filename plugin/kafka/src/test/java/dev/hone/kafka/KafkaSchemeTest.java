package dev.hone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Sleeper;
import dev.hone.event.EventBuses;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import dev.hone.kit.ServerProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KafkaSchemeTest {
    private final EventBuses buses = KafkaBroker.at(" 127.0.0.1:" + ServerProcess.freePort() + " ", Map.of());

    @Test
    void open_ofGocloudsUrls_asksNobody() {
        buses.writer("kafka://profile").close();
        buses.writer("kafka://profile?key_name=app").close();
        buses.reader("kafka://worker?topic=profile").close();
        EventReader reader = buses.reader("kafka://worker?topic=profile&topic=other&offset=newest");
        assertThat(reader.traits()).doesNotContain(EventTrait.NACKABLE).contains(EventTrait.AT_LEAST_ONCE);
        reader.close();
    }

    @Test
    void open_ofABadUrl_saysWhatToWrite() {
        assertThatThrownBy(() -> buses.reader("kafka://worker")).hasMessageContaining("with topic= for each topic");
        assertThatThrownBy(() -> buses.reader("kafka://worker?topic="))
                .hasMessageContaining("kafka://group?topic=name");
        assertThatThrownBy(() -> buses.reader("kafka://worker?topic=a&ofset=oldest"))
                .hasMessageContaining("did you mean 'offset'?");
        assertThatThrownBy(() -> buses.reader("kafka://worker?topic=a&offset=first"))
                .hasMessageContaining("'first' is not one of oldest, newest");
        assertThatThrownBy(() -> buses.writer("kafka://")).hasMessageContaining("write kafka://topic");
        assertThatThrownBy(() -> buses.writer("kafka://a b")).hasMessageContaining("write kafka://topic");
        assertThatThrownBy(() -> buses.writer("kafka://t?topic=x")).hasMessageContaining("no such key");
    }

    @Test
    void open_withoutBrokers_saysWhatToSet() {
        EventBuses nowhere = EventBuses.of(
                EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new SplittableRandom(1)),
                List.of(KafkaScheme.with(Thread.ofPlatform().factory())));
        assertThatThrownBy(() -> nowhere.writer("kafka://t")).hasMessageContaining("set KAFKA_BROKERS to host:9092");
        assertThatThrownBy(() -> nowhere.reader("kafka://g?topic=t")).hasMessageContaining("set KAFKA_BROKERS");
    }

    @Test
    void receive_fromBrokersThatAreNone_saysSo() {
        EventBuses wrong = KafkaBroker.at("no-port", Map.of());
        try (EventWriter writer = wrong.writer("kafka://t");
                EventReader reader = wrong.reader("kafka://g?topic=t")) {
            assertThatThrownBy(() -> reader.receive(Duration.ofSeconds(10)))
                    .isInstanceOfSatisfying(
                            EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.MISCONFIGURED));
            assertThatThrownBy(() -> writer.send(Message.of("app", "1")))
                    .hasMessageContaining("no-port")
                    .isInstanceOfSatisfying(
                            EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.MISCONFIGURED));
        }
    }
}
