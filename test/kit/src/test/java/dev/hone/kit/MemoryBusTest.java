package dev.hone.kit;

import dev.hone.base.Sleeper;
import dev.hone.event.EventBuses;
import dev.hone.event.EventReader;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

class MemoryBusTest extends EventBusContract {
    private final EventBuses buses =
            EventBuses.of(EventSurroundings.of(InstantSource.system(), Sleeper.REAL, new SecureRandom()), List.of());

    @Override
    public EventWriter writer() {
        return buses.writer("mem://profile");
    }

    @Override
    public EventReader reader() {
        return buses.reader("mem://profile?queue=worker");
    }
}
