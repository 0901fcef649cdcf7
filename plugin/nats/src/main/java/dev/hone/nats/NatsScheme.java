package dev.hone.nats;

import dev.hone.base.ServiceUrl;
import dev.hone.event.EventError;
import dev.hone.event.EventException;
import dev.hone.event.EventReader;
import dev.hone.event.EventScheme;
import dev.hone.event.EventSurroundings;
import dev.hone.event.EventWriter;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Opens {@code nats://subject?natsv2=true}, with {@code queue=} to read, as gocloud does, and with {@code jetstream=true} what
 * JetStream keeps. The servers are those of {@code NATS_SERVER_URL}.
 */
public final class NatsScheme implements EventScheme {
    private static final String SERVER = "nats://127.0.0.1:4222";
    private static final Pattern SUBJECT = Pattern.compile("[!-~&&[^.*>%]]+(\\.[!-~&&[^.*>%]]+)*");

    private NatsScheme() {}

    public static NatsScheme create() {
        return new NatsScheme();
    }

    @Override
    public String name() {
        return "nats";
    }

    @Override
    public EventWriter writer(ServiceUrl url, EventSurroundings surroundings) {
        NatsSettings settings = url.read(NatsSettings.class, Map.of());
        if (!settings.queue().isEmpty()) {
            throw new EventException(EventError.MISCONFIGURED, url + ": queue is for readers; leave it out to write");
        }
        NatsLink link = link(surroundings);
        String subject = subject(url);
        return new NatsWriter(link, settings.jetstream() ? new StreamOutlet(subject) : new SubjectOutlet(subject));
    }

    @Override
    public EventReader reader(ServiceUrl url, EventSurroundings surroundings) {
        NatsSettings settings = url.read(NatsSettings.class, Map.of());
        String subject = subject(url);
        NatsInlet inlet = settings.jetstream()
                ? new StreamInlet(subject, settings.queue())
                : new SubjectInlet(subject, settings.queue());
        return new NatsReader(link(surroundings), inlet, surroundings.sleeper());
    }

    private static NatsLink link(EventSurroundings surroundings) {
        return new NatsLink(surroundings.variable("NATS_SERVER_URL").orElse(SERVER));
    }

    private static String subject(ServiceUrl url) {
        String subject = (url.authority() + url.path()).replaceFirst("/$", "");
        if (!SUBJECT.matcher(subject).matches()) {
            throw new EventException(
                    EventError.MISCONFIGURED,
                    url + ": write nats://subject, with words of printable ASCII between single dots, and no *, > or %;"
                            + " the server is named by NATS_SERVER_URL");
        }
        return subject;
    }
}
