package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.event.Delivery;
import dev.hone.event.EventReader;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import dev.hone.event.Message;
import org.junit.jupiter.api.Test;

/** What comes again, and what does not. */
interface EventRedelivering extends ContractOfEvents {
    @Test
    default void close_withoutDone_bringsTheMessageToTheNextReader() {
        EventReader first = listening();
        try (EventWriter writer = writer()) {
            ContractOfEvents.send(writer, ContractOfEvents.numbers(3));
            ContractOfEvents.next(first).done();
            assertThat(ContractOfEvents.next(first).message().size()).isEqualTo(1);
            first.close();
        }
        try (EventReader second = reader()) {
            if (declares(EventTrait.AT_LEAST_ONCE)) {
                assertThat(ContractOfEvents.take(second, 2)).containsExactlyInAnyOrder("1", "2");
            } else {
                assertThat(ContractOfEvents.drain(second, moment())).doesNotContain("0", "1");
            }
        }
    }

    @Test
    default void done_isNotDeliveredAgain() {
        try (EventWriter writer = writer()) {
            try (EventReader first = listening()) {
                ContractOfEvents.send(writer, ContractOfEvents.numbers(5));
                assertThat(ContractOfEvents.take(first, 5)).hasSize(5);
                assertThat(first.receive(moment())).isEmpty();
            }
            try (EventReader second = reader()) {
                assertThat(second.receive(moment())).isEmpty();
            }
        }
    }

    @Test
    default void done_outOfOrder_losesNothing() {
        try (EventWriter writer = writer()) {
            try (EventReader first = listening()) {
                ContractOfEvents.send(writer, ContractOfEvents.numbers(3));
                Delivery one = ContractOfEvents.next(first);
                ContractOfEvents.next(first).done();
                ContractOfEvents.next(first).done();
                assertThat(one.message().size()).isEqualTo(1);
            }
            try (EventReader second = reader()) {
                if (declares(EventTrait.AT_LEAST_ONCE)) {
                    assertThat(ContractOfEvents.drain(second, moment().multipliedBy(3)))
                            .contains("0");
                } else {
                    assertThat(second.receive(moment())).isEmpty();
                }
            }
        }
    }

    @Test
    default void again_bringsTheMessageBack() {
        try (EventReader reader = listening();
                EventWriter writer = writer()) {
            writer.send(Message.of("app", "1"));
            ContractOfEvents.next(reader).again();
            if (declares(EventTrait.NACKABLE)) {
                Delivery back = ContractOfEvents.next(reader);
                assertThat(back.message().text()).isEqualTo("1");
                back.again();
                assertThat(ContractOfEvents.take(reader)).isEqualTo("1");
            }
            assertThat(reader.receive(moment())).isEmpty();
        }
    }

    @Test
    default void again_ofOneMessage_letsOthersPass() {
        try (EventReader reader = listening();
                EventWriter writer = writer()) {
            ContractOfEvents.send(writer, ContractOfEvents.numbers(2));
            Delivery first = ContractOfEvents.next(reader);
            first.again();
            Delivery second = ContractOfEvents.next(reader);
            second.done();
            if (declares(EventTrait.NACKABLE)) {
                assertThat(ContractOfEvents.take(reader))
                        .isEqualTo(first.message().text())
                        .isNotEqualTo(second.message().text());
            }
        }
    }

    @Test
    default void done_andAgain_onlyTheFirstCounts() {
        try (EventReader reader = listening();
                EventWriter writer = writer()) {
            writer.send(Message.of("app", "1"));
            Delivery delivery = ContractOfEvents.next(reader);
            delivery.done();
            delivery.again();
            delivery.done();
            assertThat(reader.receive(moment())).isEmpty();
        }
    }

    @Test
    default void done_afterClose_isNoFailure() {
        try (EventWriter writer = writer()) {
            EventReader reader = listening();
            writer.send(Message.of("app", "1"));
            Delivery delivery = ContractOfEvents.next(reader);
            reader.close();
            delivery.done();
            delivery.again();
            assertThat(delivery.message().text()).isEqualTo("1");
        }
    }
}
