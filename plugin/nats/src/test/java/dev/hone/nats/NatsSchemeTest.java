package dev.hone.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.base.ConfigurationException;
import dev.hone.event.EventBuses;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import dev.hone.kit.ServerProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatsSchemeTest {
    private final EventBuses buses = NatsServer.at("nats://127.0.0.1:" + ServerProcess.freePort());

    @Test
    void open_ofGocloudsUrls_asksNobody() {
        for (String url : List.of("nats://profile?natsv2=true", "nats://a.b.c?natsv2", "nats://a/b/?natsv2=T")) {
            buses.writer(url).close();
            buses.reader(url + "&queue=worker").close();
        }
        assertThat(buses.reader("nats://p?natsv2=true&queue=w").traits())
                .containsExactlyInAnyOrder(EventTrait.ORDERED_BY_KEY, EventTrait.KEYS, EventTrait.SHARED);
        assertThat(buses.reader("nats://p?natsv2=true&queue=w&jetstream=true").traits())
                .containsExactlyInAnyOrder(EventTrait.values());
    }

    @Test
    void open_withoutNatsv2_saysWhyNot() {
        for (String url : List.of("nats://profile", "nats://profile?natsv2=false", "nats://profile?natsv2=yes")) {
            assertThatThrownBy(() -> buses.writer(url))
                    .hasMessageContaining("write natsv2=true")
                    .hasMessageContaining("gob");
            assertThatThrownBy(() -> buses.reader(url)).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void open_ofABadUrl_saysWhatToWrite() {
        for (String url : List.of("nats://", "nats://a..b", "nats://a.*", "nats://a%20b", "nats://.a", "nats://>")) {
            assertThatThrownBy(() -> buses.reader(url + "?natsv2=true")).hasMessageContaining("write nats://subject");
        }
        assertThatThrownBy(() -> buses.reader("nats://a?natsv2=true&quue=w"))
                .hasMessageContaining("did you mean 'queue'?");
        assertThatThrownBy(() -> buses.reader("nats://a?natsv2=true&queue=a.b")).hasMessageContaining("queue must be");
        assertThatThrownBy(() -> buses.writer("nats://a?natsv2=true&queue=w"))
                .hasMessageContaining("queue is for readers");
    }

    @Test
    void send_withoutAServer_saysSo() {
        try (EventWriter writer = buses.writer("nats://a?natsv2=true")) {
            assertUnavailable(() -> writer.send(Message.of("app", "1")));
            assertThat(writer.check())
                    .isInstanceOfSatisfying(
                            Health.Bad.class, bad -> assertThat(bad.reason()).contains("is NATS_SERVER_URL right?"));
        }
    }

    @Test
    void receive_withoutAServer_waitsAndSaysSo() {
        try (EventReader reader = buses.reader("nats://a?natsv2=true")) {
            assertUnavailable(() -> reader.receive(Duration.ZERO));
            assertThat(reader.receive(Duration.ofMillis(300))).isEmpty();
        }
    }

    @Test
    void send_toAServerWithAPassword_doesNotTellIt() {
        EventBuses secret = NatsServer.at("nats://me:secret@127.0.0.1:" + ServerProcess.freePort());
        try (EventWriter writer = secret.writer("nats://a?natsv2=true")) {
            assertThatThrownBy(() -> writer.send(Message.of("app", "1")))
                    .message()
                    .contains("nats://127.0.0.1")
                    .doesNotContain("secret");
        }
    }

    private static void assertUnavailable(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.UNAVAILABLE));
    }
}
