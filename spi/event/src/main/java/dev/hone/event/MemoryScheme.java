package dev.hone.event;

import dev.hone.base.ServiceUrl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Memory: {@code mem://topic} to write, {@code mem://topic?queue=name} to read. The topics belong to this object. */
final class MemoryScheme implements EventScheme {
    private final Map<String, MemoryTopic> topics = new ConcurrentHashMap<>();

    private record None() {}

    @Override
    public String name() {
        return "mem";
    }

    @Override
    public EventWriter writer(ServiceUrl url, EventSurroundings surroundings) {
        url.read(None.class, Map.of());
        return new MemoryWriter(topic(url));
    }

    @Override
    public EventReader reader(ServiceUrl url, EventSurroundings surroundings) {
        MemorySettings settings = url.read(MemorySettings.class, Map.of());
        return new MemoryReader(topic(url), settings, surroundings);
    }

    private MemoryTopic topic(ServiceUrl url) {
        String name = url.authority() + url.path();
        if (name.isEmpty()) {
            throw new EventException(EventError.MISCONFIGURED, url + ": write mem://topic");
        }
        return topics.computeIfAbsent(name, MemoryTopic::new);
    }
}
