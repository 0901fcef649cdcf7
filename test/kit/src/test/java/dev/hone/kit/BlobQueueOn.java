package dev.hone.kit;

import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.event.EventBuses;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** The queue on a blob store, over the store that a test class gives. */
abstract class BlobQueueOn extends EventBusContract {
    abstract BlobStore blobs();

    /** Each writer and reader with buses of its own, as if it were in another process. */
    private EventBuses buses() {
        EventSurroundings surroundings = EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new SecureRandom());
        return EventBuses.of(surroundings.with(blobs()), List.of());
    }

    @Override
    public EventWriter writer() {
        return buses().writer("blob://profile");
    }

    @Override
    public EventReader reader() {
        return buses().reader("blob://profile?poll=20ms&lease=30s");
    }
}
