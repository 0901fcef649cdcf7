package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our servers answer as the programs did that they take the place of. */
@Tag("server")
class RecordedWireTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"upload", "download", "list", "delete"})
    void up_askedAsAutopgoWas_answersAsItDid(String story) {
        try (ServerProcess up = HoneProcess.up(folder)) {
            WireReplay.replay(WireExchange.story("autopgo/" + story), HoneProcess.address(up));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload", "download", "list", "delete", "health"})
    void serverAndWorker_askedAsAutopgoWas_answerAsItDid(String story) {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(HoneProcess.program());
            fleet.worker(HoneProcess.program());
            WireReplay.replay(WireExchange.story("autopgo/" + story), server);
        }
    }

    @Test
    void worker_askedAsAutopgoWas_answersAsItDid() {
        try (Fleet fleet = Fleet.start(folder)) {
            URI worker = fleet.worker(HoneProcess.program());
            WireReplay.replay(WireExchange.story("autopgo/worker"), worker);
        }
    }

    @Test
    void server_whoseBusIsDown_answersAsAutopgoDid() {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(HoneProcess.program());
            fleet.bus().close();
            WireReplay.replay(WireExchange.story("autopgo/bus-down").getFirst(), server);
        }
    }

    @Test
    void server_whoseBucketIsDown_answersAsAutopgoDid() {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(HoneProcess.program());
            fleet.bucket().close();
            WireReplay.replay(WireExchange.story("autopgo/bucket-down"), server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "merge", "other"})
    void collector_askedAsPgoFleetWas_answersAsItDid(String story) throws IOException {
        try (ServerProcess collector = HoneProcess.collector(folder)) {
            WireReplay.replay(WireExchange.story("pgofleet/" + story), HoneProcess.address(collector));
        }
    }
}
