package dev.hone.nats;

import dev.hone.event.EventReader;
import dev.hone.event.EventWriter;
import dev.hone.kit.EventBusContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a real server, with a subject for each test. */
@Tag("server")
abstract class NatsContract extends EventBusContract {
    private static final AtomicInteger SUBJECTS = new AtomicInteger();
    private static NatsServer server;

    private final String writing;
    private final String reading;
    private String subject = "";

    NatsContract(String writing, String reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = NatsServer.in(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void takeASubject() {
        subject = "profile.t" + SUBJECTS.incrementAndGet();
    }

    @Override
    public EventWriter writer() {
        return server.buses().writer("nats://" + subject + "?natsv2=true" + writing);
    }

    @Override
    public EventReader reader() {
        return server.buses().reader("nats://" + subject + "?natsv2=true" + reading);
    }
}
