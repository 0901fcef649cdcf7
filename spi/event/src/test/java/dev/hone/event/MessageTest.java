package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void of_copiesItsBytes() {
        byte[] bytes = {1, 2};
        Message message = Message.of("app", bytes);
        bytes[0] = 9;
        message.body()[1] = 9;
        assertThat(message.body()).containsExactly(1, 2);
        assertThat(message)
                .isEqualTo(Message.received("app", new byte[] {1, 2}))
                .hasToString("message of 2 bytes for app");
    }

    @Test
    void of_badKeysAndLargeBodies_isRefused() {
        for (String key : new String[] {"a b", "a\n", "ä", "x".repeat(257)}) {
            assertThatThrownBy(() -> Message.of(key, "")).hasMessageContaining("printable ASCII");
            assertThat(Message.received(key, new byte[0]).key()).isEmpty();
        }
        assertThatThrownBy(() -> Message.of("", new byte[Message.MOST_BYTES + 1]))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.TOO_LARGE));
    }
}
