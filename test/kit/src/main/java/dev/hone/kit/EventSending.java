package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.event.Delivery;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What sending does. */
interface EventSending extends ContractOfEvents {
    @Test
    default void send_ofAnyBytes_arrivesAsItWas() {
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] big = new byte[Message.MOST_BYTES];
        Arrays.fill(big, (byte) 7);
        try (EventReader reader = listening();
                EventWriter writer = writer()) {
            for (byte[] body : List.of(all, new byte[0], big)) {
                writer.send(Message.of("my-app/1", body));
                Delivery delivery = ContractOfEvents.next(reader);
                assertThat(delivery.message().body()).isEqualTo(body);
                assertThat(delivery.message().key()).isEqualTo(declares(EventTrait.KEYS) ? "my-app/1" : "");
                delivery.done();
            }
        }
    }

    @Test
    default void send_ofOneKey_arrivesInOrder() {
        try (EventReader reader = listening();
                EventWriter writer = writer()) {
            List<String> sent = ContractOfEvents.numbers(100);
            ContractOfEvents.send(writer, sent);
            List<String> got = ContractOfEvents.take(reader, sent.size());
            if (declares(EventTrait.ORDERED_BY_KEY)) {
                assertThat(got).containsExactlyElementsOf(sent);
            } else {
                assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
            }
        }
    }

    @Test
    default void send_ofManyAtOnce_losesNothing() {
        try (EventReader reader = listening();
                EventWriter writer = writer();
                EventWriter another = writer()) {
            Together.run(8, thread -> {
                ContractOfEvents.numbers(20)
                        .forEach(number -> (thread % 2 == 0 ? writer : another)
                                .send(Message.of("app-" + thread, thread + ":" + number)));
                return thread;
            });
            Set<String> got = new TreeSet<>(ContractOfEvents.take(reader, 160));
            assertThat(got).hasSize(160);
            assertThat(got.stream().collect(Collectors.groupingBy(text -> text.charAt(0))))
                    .hasSize(8)
                    .allSatisfy((thread, texts) -> assertThat(texts).hasSize(20));
        }
    }

    @Test
    default void send_beforeAnybodyListens_isNoFailure() {
        try (EventWriter writer = writer()) {
            writer.send(Message.of("", "to whom it may concern"));
        }
    }

    @Test
    default void send_afterClose_isRefused() {
        EventWriter writer = writer();
        writer.send(Message.of("app", "1"));
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.send(Message.of("app", "2")))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.CLOSED));
    }

    @Test
    default void check_ofABusThatIsThere_isGood() {
        try (EventWriter writer = writer();
                EventReader reader = reader()) {
            assertThat(writer.check()).isEqualTo(Health.GOOD);
            assertThat(reader.check()).isEqualTo(Health.GOOD);
        }
    }
}
