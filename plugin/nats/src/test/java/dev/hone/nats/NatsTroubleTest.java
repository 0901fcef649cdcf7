package dev.hone.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.base.Sleeper;
import dev.hone.event.Delivery;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import io.nats.client.Connection;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that stop and come back, and what others send. */
@Tag("server")
@Timeout(300)
class NatsTroubleTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String STREAM = "nats://profile?natsv2=true&jetstream=true";

    @TempDir
    private Path folder;

    private static Delivery next(EventReader reader) {
        return reader.receive(PATIENCE).orElseThrow();
    }

    /** Sends until the connection is there again. */
    private static void insist(EventWriter writer, String text) throws InterruptedException {
        for (int i = 0; ; i++) {
            try {
                writer.send(Message.of("app", text));
                return;
            } catch (EventException e) {
                assertThat(e.error()).isEqualTo(EventError.UNAVAILABLE);
                assertThat(i).isLessThan(1000);
                Sleeper.REAL.sleep(Duration.ofMillis(20));
            }
        }
    }

    @Test
    void restart_ofTheServer_isSurvivedByAStream() throws InterruptedException {
        try (NatsServer server = NatsServer.in(folder);
                EventReader reader = server.buses().reader(STREAM + "&queue=worker");
                EventWriter writer = server.buses().writer(STREAM)) {
            writer.send(Message.of("app", "before"));
            writer.send(Message.of("app", "held"));
            next(reader).done();
            Delivery held = next(reader);
            writer.send(Message.of("app", "kept"));
            server.stop();
            assertThatThrownBy(() -> writer.send(Message.of("app", "lost")))
                    .isInstanceOfSatisfying(
                            EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.UNAVAILABLE));
            assertThat(writer.check()).isInstanceOf(Health.Bad.class);
            assertThat(reader.receive(Duration.ofMillis(400))).isEmpty();
            server.startAgain();
            Delivery kept = next(reader);
            assertThat(kept.message().text()).isEqualTo("kept");
            kept.done();
            held.done();
            insist(writer, "after");
            assertThat(next(reader).message().text()).isEqualTo("after");
            assertThat(writer.check()).isEqualTo(Health.GOOD);
        }
    }

    @Test
    void restart_ofTheServer_isSurvivedByASubscription() throws InterruptedException {
        try (NatsServer server = NatsServer.in(folder);
                EventReader reader = server.buses().reader("nats://profile?natsv2=true&queue=worker");
                EventWriter writer = server.buses().writer("nats://profile?natsv2=true")) {
            assertThat(reader.receive(Duration.ofMillis(1))).isEmpty();
            writer.send(Message.of("app", "before"));
            assertThat(next(reader).message().text()).isEqualTo("before");
            server.stop();
            server.startAgain();
            for (String got = ""; got.isEmpty(); ) {
                insist(writer, "after");
                got = reader.receive(Duration.ofMillis(200))
                        .map(delivery -> delivery.message().text())
                        .orElse("");
            }
        }
    }

    @Test
    void start_ofTheServerAfterTheReader_isNoticed() {
        NatsServer server = NatsServer.in(folder);
        server.stop();
        try (EventReader reader = server.buses().reader(STREAM + "&queue=worker")) {
            assertThat(reader.receive(Duration.ofMillis(300))).isEmpty();
            server.startAgain();
            try (EventWriter writer = server.buses().writer(STREAM)) {
                writer.send(Message.of("app", "1"));
            }
            assertThat(next(reader).message().text()).isEqualTo("1");
        } finally {
            server.close();
        }
    }

    @Test
    void loss_ofTheStream_isMended() throws Exception {
        try (NatsServer server = NatsServer.in(folder);
                EventReader reader = server.buses().reader(STREAM + "&queue=worker");
                EventWriter writer = server.buses().writer(STREAM);
                Peer peer = Peer.at(server)) {
            Connection connection = peer.connection();
            writer.send(Message.of("app", "1"));
            next(reader).done();
            assertThat(connection.jetStreamManagement().deleteStream("profile")).isTrue();
            insist(writer, "2");
            assertThat(next(reader).message().text()).isEqualTo("2");
        }
    }

    @Test
    void receive_fromAStream_makesAConsumerThatGivesUpInTheEnd() throws Exception {
        try (NatsServer server = NatsServer.in(folder);
                EventReader reader = server.buses().reader(STREAM + "&queue=worker");
                EventWriter writer = server.buses().writer(STREAM);
                Peer peer = Peer.at(server)) {
            Connection connection = peer.connection();
            writer.send(Message.of("app", "poison"));
            next(reader).again();
            var consumer = connection.jetStreamManagement().getConsumerInfo("profile", "worker");
            assertThat(consumer.getConsumerConfiguration().getMaxDeliver()).isEqualTo(10);
            assertThat(consumer.getConsumerConfiguration().getAckWait()).isEqualTo(Duration.ofMinutes(1));
            assertThat(next(reader).message().text()).isEqualTo("poison");
        }
    }

    @Test
    void messages_lookAsGocloudMakesThem() throws Exception {
        try (NatsServer server = NatsServer.in(folder);
                EventReader reader = server.buses().reader("nats://profile?natsv2=true");
                EventWriter writer = server.buses().writer("nats://profile?natsv2=true");
                Peer peer = Peer.at(server)) {
            Connection connection = peer.connection();
            Subscription theirs = connection.subscribe("profile");
            connection.flush(PATIENCE);
            assertThat(reader.receive(Duration.ofMillis(1))).isEmpty();
            writer.send(Message.of("a/b", "{}"));
            var message = theirs.nextMessage(PATIENCE);
            assertThat(message.getData()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
            assertThat(message.getHeaders().getFirst("Hone-Key")).isEqualTo("a%2Fb");
            assertThat(next(reader).message()).isEqualTo(Message.of("a/b", "{}"));

            connection.publish("profile", "bare".getBytes(StandardCharsets.UTF_8));
            assertThat(next(reader).message()).isEqualTo(Message.of("", "bare"));
            Headers odd = new Headers().put("Hone-Key", "%zz").put("Other", "x");
            connection.publish("profile", odd, "odd".getBytes(StandardCharsets.UTF_8));
            assertThat(next(reader).message()).isEqualTo(Message.of("", "odd"));
            connection.publish("profile", new byte[0]);
            assertThat(next(reader).message()).isEqualTo(Message.of("", ""));
        }
    }
}
