package dev.hone.kafka;

import dev.hone.base.ServiceUrl;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventScheme;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventTrait;
import dev.hone.event.EventWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Opens {@code kafka://topic} to write and {@code kafka://group?topic=t} to read, as gocloud does. The brokers are those of
 * {@code KAFKA_BROKERS}.
 */
public final class KafkaScheme implements EventScheme {
    static final Set<EventTrait> TRAITS = Set.of(
            EventTrait.DURABLE,
            EventTrait.AT_LEAST_ONCE,
            EventTrait.ORDERED_BY_KEY,
            EventTrait.SHARED,
            EventTrait.KEYS);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final ThreadFactory threads;
    private final Map<String, Object> more;

    private KafkaScheme(ThreadFactory threads, Map<String, Object> more) {
        this.threads = threads;
        this.more = Map.copyOf(more);
    }

    /**
     * Kafka as it is.
     *
     * @param threads for each open reader one, on which it keeps its place in its group
     */
    public static KafkaScheme with(ThreadFactory threads) {
        return new KafkaScheme(threads, Map.of());
    }

    /** With other values for what Kafka's own client can be told, so that tests need not wait for minutes. */
    static KafkaScheme with(ThreadFactory threads, Map<String, Object> more) {
        return new KafkaScheme(threads, more);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public EventWriter writer(ServiceUrl url, EventSurroundings surroundings) {
        url.read(TopicSettings.class, Map.of());
        return new KafkaWriter(name(url), new KafkaClients(brokers(url, surroundings)));
    }

    @Override
    public EventReader reader(ServiceUrl url, EventSurroundings surroundings) {
        GroupSettings settings = url.read(GroupSettings.class, Map.of());
        List<String> topics = url.values("topic");
        if (topics.isEmpty()
                || !topics.stream().allMatch(topic -> NAME.matcher(topic).matches())) {
            throw new EventException(
                    EventError.MISCONFIGURED, url + ": write kafka://group?topic=name, with topic= for each topic");
        }
        KafkaClients clients = new KafkaClients(brokers(url, surroundings));
        Map<String, Object> group = new HashMap<>();
        group.put(ConsumerConfig.GROUP_ID_CONFIG, name(url));
        group.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, settings.offset().kafkas());
        group.putAll(more);
        return new KafkaReader(clients, new Polling(clients, group, topics, surroundings.sleeper()), threads);
    }

    private static String name(ServiceUrl url) {
        String name = (url.authority() + url.path()).replaceFirst("/$", "");
        if (!NAME.matcher(name).matches()) {
            throw new EventException(
                    EventError.MISCONFIGURED,
                    url + ": write kafka://topic to write and kafka://group?topic=name to read, with names of letters,"
                            + " digits, dots, dashes and underscores; the brokers are named by KAFKA_BROKERS");
        }
        return name;
    }

    private static Map<String, Object> brokers(ServiceUrl url, EventSurroundings surroundings) {
        String brokers = surroundings
                .variable("KAFKA_BROKERS")
                .orElseThrow(() -> new EventException(
                        EventError.MISCONFIGURED, url + ": set KAFKA_BROKERS to host:9092, or to several with commas"));
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers.replace(" ", ""));
    }
}
