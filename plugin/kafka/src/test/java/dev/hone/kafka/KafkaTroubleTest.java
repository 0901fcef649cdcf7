package dev.hone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.base.Sleeper;
import dev.hone.event.Delivery;
import dev.hone.event.EventBuses;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import dev.hone.kit.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers that come and go, are slow or refuse, and what others send. */
@Tag("server")
@Timeout(300)
class KafkaTroubleTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static KafkaBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = KafkaBroker.in(folder);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static void send(EventWriter writer, int from, int to) {
        for (int i = from; i < to; i++) {
            writer.send(Message.of("app-" + i, "" + i));
        }
    }

    private static String take(EventReader reader) {
        Delivery delivery = reader.receive(PATIENCE).orElseThrow();
        delivery.done();
        return delivery.message().text();
    }

    @Test
    void rebalance_ofTwoReaders_losesNothing() {
        broker.makeTopic("rebalanced", 4);
        String url = "kafka://g?topic=rebalanced";
        Set<String> got = new TreeSet<>();
        List<Integer> shares = new ArrayList<>(List.of(0, 0));
        try (EventWriter writer = broker.buses().writer("kafka://rebalanced");
                EventReader first = broker.buses().reader(url)) {
            send(writer, 0, 100);
            for (int i = 0; i < 10; i++) {
                got.add(take(first));
            }
            try (EventReader second = broker.buses().reader(url)) {
                for (int i = 0; got.size() < 300 && i < 2000; i++) {
                    if (i < 200) {
                        send(writer, 100 + i, 101 + i);
                    }
                    int which = i % 2;
                    (which == 0 ? first : second).receive(Duration.ofMillis(20)).ifPresent(delivery -> {
                        delivery.done();
                        got.add(delivery.message().text());
                        shares.set(which, shares.get(which) + 1);
                    });
                }
            }
            assertThat(got).hasSize(300);
            assertThat(shares).allSatisfy(share -> assertThat(share).isGreaterThan(20));
            send(writer, 300, 320);
            while (got.size() < 320) {
                got.add(take(first));
            }
        }
    }

    @Test
    void receive_bySomebodySlow_staysInTheGroup() throws InterruptedException {
        broker.makeTopic("slow", 1);
        Map<String, Object> impatient = Map.of("max.poll.interval.ms", 1500, "session.timeout.ms", 45_000);
        String url = "kafka://g?topic=slow";
        try (EventWriter writer = broker.buses().writer("kafka://slow");
                EventReader slow = KafkaBroker.at(broker.brokers(), impatient).reader(url)) {
            send(writer, 0, 200);
            Delivery first = slow.receive(PATIENCE).orElseThrow();
            Sleeper.REAL.sleep(Duration.ofSeconds(4));
            first.done();
            for (int i = 1; i < 200; i++) {
                assertThat(take(slow)).isEqualTo("" + i);
            }
        }
        try (EventWriter writer = broker.buses().writer("kafka://slow");
                EventReader next = broker.buses().reader(url)) {
            send(writer, 200, 201);
            assertThat(take(next)).as("all before was done").isEqualTo("200");
        }
    }

    @Test
    void again_bringsTheMessageToTheNextReaderOnly() {
        broker.makeTopic("refused", 1);
        String url = "kafka://g?topic=refused";
        try (EventWriter writer = broker.buses().writer("kafka://refused")) {
            send(writer, 0, 3);
            try (EventReader reader = broker.buses().reader(url)) {
                assertThat(take(reader)).isEqualTo("0");
                reader.receive(PATIENCE).orElseThrow().again();
                assertThat(take(reader)).isEqualTo("2");
                assertThat(reader.receive(Duration.ofMillis(500))).isEmpty();
            }
            try (EventReader reader = broker.buses().reader(url)) {
                assertThat(take(reader)).isEqualTo("1");
                assertThat(take(reader)).as("what came after it comes again").isEqualTo("2");
            }
        }
    }

    @Test
    void receive_ofSeveralTopicsAndOddRecords_takesThem() throws Exception {
        broker.makeTopic("one", 1);
        broker.makeTopic("two", 1);
        try (EventReader reader = broker.buses().reader("kafka://odd?topic=one&topic=two");
                KafkaProducer<byte[], byte[]> theirs = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.brokers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            theirs.send(new ProducerRecord<>("one", "{}".getBytes(StandardCharsets.UTF_8)))
                    .get();
            assertThat(next(reader)).isEqualTo(Message.of("", "{}"));
            theirs.send(new ProducerRecord<>("two", "my-app".getBytes(StandardCharsets.UTF_8), new byte[] {1}))
                    .get();
            assertThat(next(reader)).isEqualTo(Message.of("my-app", new byte[] {1}));
            theirs.send(new ProducerRecord<>("two", new byte[] {(byte) 0xff, 0}, null))
                    .get();
            assertThat(next(reader)).isEqualTo(Message.of("", ""));
        }
    }

    @Test
    void send_withoutABroker_saysSo() {
        EventBuses nobody = KafkaBroker.at("127.0.0.1:" + ServerProcess.freePort(), Map.of());
        try (EventWriter writer = nobody.writer("kafka://t");
                EventReader reader = nobody.reader("kafka://g?topic=t")) {
            assertThatThrownBy(() -> writer.send(Message.of("app", "1")))
                    .isInstanceOfSatisfying(
                            EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.UNAVAILABLE))
                    .hasMessageContaining("Kafka at 127.0.0.1:");
            assertThat(writer.check()).isInstanceOf(Health.Bad.class);
            assertThat(reader.receive(Duration.ofMillis(300))).isEmpty();
        }
    }

    private static Message next(EventReader reader) {
        Delivery delivery = reader.receive(PATIENCE).orElseThrow();
        delivery.done();
        return delivery.message();
    }
}
