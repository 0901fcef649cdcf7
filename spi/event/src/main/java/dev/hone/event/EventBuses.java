package dev.hone.event;

import dev.hone.base.Nearest;
import dev.hone.base.ServiceUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Opens writers and readers of event buses by URL: {@code mem://}, {@code blob://}, and the schemes of the plugs it is given.
 *
 * <p>What is in memory belongs to this object: writers and readers of one {@code mem://} topic meet if they come from here.
 */
public final class EventBuses {
    private static final Map<String, String> PLUGS = Map.of(
            "kafka", "Kafka",
            "nats", "NATS",
            "awssns", "AWS",
            "awssqs", "AWS",
            "gcppubsub", "Google Cloud",
            "azuresb", "Azure",
            "rabbit", "RabbitMQ");

    private final Map<String, EventScheme> schemes = new TreeMap<>();
    private final EventSurroundings surroundings;

    private EventBuses(EventSurroundings surroundings, List<EventScheme> plugs) {
        this.surroundings = surroundings;
        offer(new MemoryScheme());
        offer(new BlobQueueScheme());
        plugs.forEach(this::offer);
    }

    private void offer(EventScheme scheme) {
        if (schemes.put(scheme.name(), scheme) != null) {
            throw new IllegalArgumentException("two plugs offer " + scheme.name() + "://");
        }
    }

    public static EventBuses of(EventSurroundings surroundings, List<EventScheme> plugs) {
        return new EventBuses(surroundings, plugs);
    }

    /** A writer of its own for each call; the caller closes it. */
    public EventWriter writer(String url) {
        ServiceUrl parsed = parse(url);
        return scheme(parsed).writer(parsed, surroundings);
    }

    /** A reader of its own for each call; the caller closes it. */
    public EventReader reader(String url) {
        ServiceUrl parsed = parse(url);
        return scheme(parsed).reader(parsed, surroundings);
    }

    private static ServiceUrl parse(String url) {
        try {
            return ServiceUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new EventException(
                    EventError.MISCONFIGURED,
                    e.getMessage() + "; write nats://subject?natsv2=true, kafka://topic, blob://queue or mem://topic",
                    e);
        }
    }

    private EventScheme scheme(ServiceUrl url) {
        return Optional.ofNullable(schemes.get(url.scheme()))
                .orElseThrow(() -> new EventException(EventError.MISCONFIGURED, unknown(url)));
    }

    private String unknown(ServiceUrl url) {
        String plug = PLUGS.get(url.scheme());
        String known = "there are " + String.join("://, ", schemes.keySet()) + "://";
        return plug == null
                ? url + ": no event bus has the scheme " + url.scheme() + "; " + known
                        + Nearest.hint(url.scheme(), schemes.keySet())
                : url + ": the " + plug + " plug, which opens " + url.scheme() + "://, is not part of this program; "
                        + known;
    }
}
