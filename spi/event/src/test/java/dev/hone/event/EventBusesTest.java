package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBusesTest {
    private final EventBuses buses = EventBuses.of(new World().surroundings(), List.of());

    @Test
    void reader_withAnUnknownParameter_namesTheNearest() {
        assertThatThrownBy(() -> buses.reader("mem://t?quue=x&ackdeadline=soon"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quue (mem://t): no such key; did you mean 'queue'?")
                .hasMessageContaining("ackdeadline (mem://t): ");
        assertThatThrownBy(() -> buses.writer("mem://t?queue=x")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> buses.reader("mem://t?capacity=0"))
                .hasMessageContaining("capacity must be at least 1");
        assertThatThrownBy(() -> buses.reader("mem://t?ackdeadline=0s")).hasMessageContaining("more than nothing");
    }

    @Test
    void writer_ofASchemeWhosePlugIsNotThere_saysSo() {
        assertRefused("nats://s", "the NATS plug, which opens nats://, is not part of this program");
        assertRefused("kafka://t", "the Kafka plug");
        assertRefused("awssns:///arn:aws:sns:us-east-1:1:t", "the AWS plug, which opens awssns://");
        assertRefused("awssqs://sqs.eu.amazonaws.com/1/q", "the AWS plug, which opens awssqs://");
        assertRefused("gcppubsub://projects/p/topics/t", "the Google Cloud plug");
        assertRefused("azuresb://t", "the Azure plug");
        assertRefused("rabbit://e", "the RabbitMQ plug");
        assertRefused("men://t", "no event bus has the scheme men; there are ");
        assertRefused("men://t", "did you mean 'mem'?");
    }

    @Test
    void writer_ofWhatIsNoUrl_saysWhatToWrite() {
        assertRefused("profile", "write nats://subject?natsv2=true, kafka://topic, blob://queue or mem://topic");
        assertRefused("mem://", "write mem://topic");
    }

    private void assertRefused(String url, String message) {
        assertThatThrownBy(() -> buses.writer(url))
                .isInstanceOfSatisfying(
                        EventException.class, e -> assertThat(e.error()).isEqualTo(EventError.MISCONFIGURED))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> buses.reader(url)).hasMessageContaining(message);
    }
}
