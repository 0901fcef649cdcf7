package dev.hone.kafka;

import dev.hone.base.Sleeper;
import dev.hone.event.EventBuses;
import dev.hone.event.EventSurroundings;
import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka broker of this machine: the one of this module's test path, in a process of its own. */
final class KafkaBroker implements AutoCloseable {
    private final ServerProcess process;

    private KafkaBroker(ServerProcess process) {
        this.process = process;
    }

    static KafkaBroker in(Path folder) {
        int port = ServerProcess.freePort();
        Path settings = folder.resolve("server.properties");
        try {
            Files.writeString(settings, settings(folder, port, ServerProcess.freePort()));
            List<String> format = command("kafka.tools.StorageTool");
            format.addAll(List.of("format", "-t", "aG9uZS10ZXN0cy1rYWZrYQ", "-c", settings.toString()));
            Process formatting = new ProcessBuilder(format)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("format.log").toFile())
                    .start();
            if (formatting.waitFor() != 0) {
                throw new AssertionError(Files.readString(folder.resolve("format.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        List<String> serve = command("kafka.Kafka");
        serve.add(settings.toString());
        return new KafkaBroker(ServerProcess.start(serve, Map.of(), port, folder));
    }

    private static List<String> command(String main) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main));
    }

    private static String settings(Path folder, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=2097152
                """.formatted(port, controllerPort, folder.resolve("data"));
    }

    String brokers() {
        return "127.0.0.1:" + process.port();
    }

    void makeTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    EventBuses buses() {
        return at(brokers(), Map.of());
    }

    static EventBuses at(String brokers, Map<String, Object> more) {
        EventSurroundings surroundings = EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new SecureRandom())
                .with(Map.of("KAFKA_BROKERS", brokers));
        return EventBuses.of(
                surroundings,
                List.of(KafkaScheme.with(Thread.ofPlatform().daemon().factory(), more)));
    }

    @Override
    public void close() {
        process.close();
    }
}
