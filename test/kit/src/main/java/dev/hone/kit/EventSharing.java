package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What several readers get. */
interface EventSharing extends ContractOfEvents {
    @Test
    default void receive_byTwoReaders_sharesOrRepeats() throws InterruptedException {
        List<String> sent = ContractOfEvents.numbers(60);
        Queue<String> one = new ConcurrentLinkedQueue<>();
        Queue<String> two = new ConcurrentLinkedQueue<>();
        boolean shared = declares(EventTrait.SHARED);
        try (EventReader first = listening();
                EventReader second = listening();
                EventWriter writer = writer();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> collect(first, one, () -> missing(sent, shared ? List.of(one, two) : List.of(one))));
            threads.execute(() -> collect(second, two, () -> missing(sent, shared ? List.of(one, two) : List.of(two))));
            sent.forEach(text -> writer.send(Message.of("app-" + text, text)));
            threads.shutdown();
            assertThat(threads.awaitTermination(100, TimeUnit.SECONDS)).isTrue();
        }
        if (shared) {
            one.addAll(two);
            // Where messages may come twice, they do so when readers join, and not as a rule.
            int most = declares(EventTrait.AT_LEAST_ONCE) ? sent.size() + sent.size() / 2 : sent.size();
            assertThat(one).containsAll(sent).hasSizeLessThanOrEqualTo(most);
        } else {
            assertThat(one).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(two).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    private static boolean missing(List<String> sent, List<Queue<String>> got) {
        return !sent.stream().allMatch(text -> got.stream().anyMatch(some -> some.contains(text)));
    }

    private static void collect(EventReader reader, Collection<String> got, BooleanSupplier missing) {
        for (int idle = 0; missing.getAsBoolean() && idle < 600; idle++) {
            reader.receive(Duration.ofMillis(100)).ifPresent(delivery -> {
                got.add(delivery.message().text());
                delivery.done();
            });
        }
    }
}
