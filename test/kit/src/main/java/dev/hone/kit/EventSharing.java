package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What several readers get. */
interface EventSharing extends ContractOfEvents {
    @Test
    default void receive_byTwoReaders_sharesOrRepeats() throws InterruptedException {
        List<String> sent = ContractOfEvents.numbers(60);
        int expected = declares(EventTrait.SHARED) ? sent.size() : 2 * sent.size();
        Queue<String> got = new ConcurrentLinkedQueue<>();
        try (EventReader one = listening();
                EventReader two = listening();
                EventWriter writer = writer();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (EventReader reader : List.of(one, two)) {
                threads.execute(() -> collect(reader, got, expected));
            }
            sent.forEach(text -> writer.send(Message.of("app-" + text, text)));
            threads.shutdown();
            assertThat(threads.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
            assertThat(one.receive(moment())).isEmpty();
            assertThat(two.receive(moment())).isEmpty();
        }
        List<String> all = new ArrayList<>(sent);
        all.addAll(declares(EventTrait.SHARED) ? List.of() : sent);
        assertThat(got).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void collect(EventReader reader, Collection<String> got, int enough) {
        for (int idle = 0; got.size() < enough && idle < 300; idle++) {
            reader.receive(Duration.ofMillis(100)).ifPresent(delivery -> {
                got.add(delivery.message().text());
                delivery.done();
            });
        }
    }
}
