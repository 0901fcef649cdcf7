package dev.hone.pgo;

import dev.hone.event.Event;
import dev.hone.event.EventException;
import dev.hone.event.EventWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tells by events of autopgo's form. That one cannot be sent is noted, and no failure: the sweeper finds what it is about. */
final class EventAnnouncer implements Announcer {
    /** Members that autopgo does not know, and passes over. */
    static final String UPLOAD = "upload";

    static final String BY = "by";
    static final String US = "hone";

    private final EventWriter writer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final PgoListener listener;

    EventAnnouncer(EventWriter writer, InstantSource clock, RandomGenerator random, PgoListener listener) {
        this.writer = writer;
        this.clock = clock;
        this.random = random;
        this.listener = listener;
    }

    @Override
    public void announce(Type type, AppName app, UploadKeys upload, int generation) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("app", app.value());
        if (!upload.staging().isEmpty()) {
            payload.put("profileKey", upload.staging());
        }
        if (type == Type.MERGED) {
            payload.put("mergedKey", new AppKeys(app).published().value());
        }
        if (!upload.id().isEmpty()) {
            payload.put(UPLOAD, upload.id());
        }
        if (generation > 0) {
            payload.put("generation", String.valueOf(generation));
        }
        payload.put(BY, US);
        try {
            writer.send(Event.now(clock, random, name(type), payload).toMessage(app.value()));
        } catch (EventException e) {
            listener.notAnnounced(app, String.valueOf(e.getMessage()));
        }
    }

    static String name(Type type) {
        return "profile." + type.name().toLowerCase(Locale.ROOT);
    }
}
