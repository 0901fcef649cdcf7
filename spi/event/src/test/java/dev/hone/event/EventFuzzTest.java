package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/** Feeds the readers of events, stored messages and leases whatever a coverage-guided fuzzer thinks of. */
final class EventFuzzTest {
    @FuzzTest(maxDuration = "1h")
    void read_ofAnyBytes_givesAnEventOrARefusal(byte[] bytes) {
        assertThat(StoredMessage.message(bytes).size()).isLessThanOrEqualTo(bytes.length);
        assertThat(Lease.read(bytes, Lease.LONGEST).hold()).isBetween(Duration.ZERO, Lease.LONGEST);
        Message message = Message.received("", bytes);
        try {
            assertThat(Event.read(message).type()).isNotEmpty();
        } catch (EventException e) {
            assertThat(e.error()).isEqualTo(EventError.BAD_EVENT);
        }
    }
}
