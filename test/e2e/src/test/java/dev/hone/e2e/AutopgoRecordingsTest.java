package dev.hone.e2e;

import dev.hone.e2e.WirePattern.Strictness;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recordings of autopgo are what autopgo does. With {@code -Dhone.wire.record=true} they are written anew. */
@Tag("server")
class AutopgoRecordingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"upload", "download", "list", "delete", "health"})
    void server_asRecorded_answers(String story) throws IOException {
        Path autopgo = Rival.AUTOPGO.program();
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(autopgo);
            fleet.worker(autopgo);
            hold("autopgo/" + story, server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "worker")
    void worker_asRecorded_answers(String story) throws IOException {
        try (Fleet fleet = Fleet.start(folder)) {
            hold("autopgo/" + story, fleet.worker(Rival.AUTOPGO.program()));
        }
    }

    static void hold(String story, URI server) throws IOException {
        for (WireExchange exchange : WireExchange.story(story)) {
            if (Boolean.getBoolean("hone.wire.record")) {
                WireMessage kept = WireRecorder.kept(WireReplay.ask(exchange, server));
                Path file = WireExchange.recordings().resolve(story).resolve(exchange.name());
                Files.writeString(file, exchange.answeredBy(kept).format(), StandardCharsets.ISO_8859_1);
            } else {
                WireReplay.replay(exchange, server, Strictness.LITERAL);
            }
        }
    }
}
