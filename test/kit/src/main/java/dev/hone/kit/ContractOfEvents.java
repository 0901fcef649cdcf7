package dev.hone.kit;

import dev.hone.event.Delivery;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the parts of the contract have in common: a topic, a queue of it, and a few words to speak of them. */
public interface ContractOfEvents {
    /** Longer than anything takes that comes at all. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /** A further writer to the topic of this test. */
    EventWriter writer();

    /** A further reader of the queue of this test. */
    EventReader reader();

    /** How long a test waits before it believes that nothing comes. */
    default Duration moment() {
        return Duration.ofMillis(300);
    }

    /** A reader that gets what is sent from now on. */
    default EventReader listening() {
        EventReader reader = reader();
        reader.receive(Duration.ofMillis(1));
        return reader;
    }

    default boolean declares(EventTrait trait) {
        try (EventReader reader = reader()) {
            return reader.traits().contains(trait);
        }
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    static void send(EventWriter writer, List<String> texts) {
        texts.forEach(text -> writer.send(Message.of("app", text)));
    }

    /** The next message, which must come. */
    static Delivery next(EventReader reader) {
        return reader.receive(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
    }

    /** The next message, dealt with. */
    static String take(EventReader reader) {
        Delivery delivery = next(reader);
        delivery.done();
        return delivery.message().text();
    }

    /** The next messages, dealt with, in the order in which they came. */
    static List<String> take(EventReader reader, int count) {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(take(reader));
        }
        return texts;
    }

    /** What comes until nothing does for so long, dealt with. */
    static List<String> drain(EventReader reader, Duration quiet) {
        List<String> texts = new ArrayList<>();
        for (Optional<Delivery> next = reader.receive(quiet); next.isPresent(); next = reader.receive(quiet)) {
            next.get().done();
            texts.add(next.get().message().text());
        }
        return texts;
    }
}
