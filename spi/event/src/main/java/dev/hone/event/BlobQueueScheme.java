package dev.hone.event;

import dev.hone.base.ServiceUrl;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Trait;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Queues on the process's blob store: {@code blob://name}, to write and to read. */
final class BlobQueueScheme implements EventScheme {
    static final Set<EventTrait> TRAITS = Set.of(
            EventTrait.DURABLE, EventTrait.AT_LEAST_ONCE, EventTrait.NACKABLE, EventTrait.SHARED, EventTrait.KEYS);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

    private record None() {}

    @Override
    public String name() {
        return "blob";
    }

    @Override
    public EventWriter writer(ServiceUrl url, EventSurroundings surroundings) {
        url.read(None.class, Map.of());
        return new BlobQueueWriter(store(url, surroundings), keys(url), surroundings);
    }

    @Override
    public EventReader reader(ServiceUrl url, EventSurroundings surroundings) {
        BlobQueueSettings settings = url.read(BlobQueueSettings.class, Map.of());
        BlobQueue queue = new BlobQueue(store(url, surroundings), keys(url), settings, surroundings);
        return new BlobQueueReader(queue, settings, surroundings);
    }

    private static QueueKeys keys(ServiceUrl url) {
        if (!NAME.matcher(url.authority()).matches() || !url.path().isEmpty()) {
            throw new EventException(
                    EventError.MISCONFIGURED,
                    url + ": write blob://name, with a name of 1 to 80 lower-case letters, digits and dashes");
        }
        return QueueKeys.of(url.authority());
    }

    private static BlobStore store(ServiceUrl url, EventSurroundings surroundings) {
        BlobStore store = surroundings
                .blobs()
                .orElseThrow(() -> new EventException(
                        EventError.MISCONFIGURED, url + ": this program has no blob store to keep a queue on"));
        if (!store.traits().containsAll(Set.of(Trait.PUT_IF_ABSENT, Trait.PUT_IF_VERSION))) {
            throw new EventException(
                    EventError.MISCONFIGURED,
                    url + ": the blob store cannot put on a condition, and without that a queue cannot be shared");
        }
        return store;
    }
}
