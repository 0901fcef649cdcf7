package dev.hone.kafka;

import dev.hone.event.EventReader;
import dev.hone.event.EventWriter;
import dev.hone.kit.EventBusContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class KafkaContractTest extends EventBusContract {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static KafkaBroker broker;

    private String topic = "";

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

    @BeforeEach
    void makeATopic() {
        topic = "profile" + TOPICS.incrementAndGet();
        broker.makeTopic(topic, 3);
    }

    @Override
    public EventWriter writer() {
        return broker.buses().writer("kafka://" + topic + "?key_name=app");
    }

    @Override
    public EventReader reader() {
        return broker.buses().reader("kafka://worker-" + topic + "?topic=" + topic + "&offset=oldest");
    }

    /** Long enough to join a group and to be given what waits there. */
    @Override
    public Duration moment() {
        return Duration.ofMillis(1500);
    }
}
