package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recordings of pgo-fleet's collector are what it does. With {@code -Dhone.wire.record=true} they are written anew. */
@Tag("server")
class PgoFleetRecordingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"submit", "merge", "other"})
    void collector_asRecorded_answers(String story) throws IOException {
        Path program = Rival.PGO_FLEET.program();
        int port = ServerProcess.freePort();
        try (ServerProcess collector =
                ServerProcess.start(List.of(program.toString()), environment(port, folder), port, folder)) {
            AutopgoRecordingsTest.hold("pgofleet/" + story, URI.create("http://127.0.0.1:" + collector.port()));
        }
    }

    /** A collector's settings, with a key for each of its two doors. */
    static Map<String, String> environment(int port, Path folder) throws IOException {
        return Map.of(
                "PGOF_BIND_ADDRESS",
                "127.0.0.1:" + port,
                "PGOF_DIRECTORY",
                Files.createDirectories(folder.resolve("profiles")).toString(),
                "PGOF_SUBMIT_AUTH_KEYS_FILE",
                Files.writeString(folder.resolve("submit_keys"), "submit-key\n\n  spaced-key \r\n")
                        .toString(),
                "PGOF_MERGE_AUTH_KEYS_FILE",
                Files.writeString(folder.resolve("merge_keys"), "merge-key\n").toString());
    }
}
