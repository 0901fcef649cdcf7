package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What autopgo leaves in the bucket and says on the bus is what was recorded, and what it answers when one is gone. */
@Tag("server")
class AutopgoTracksTest {
    @TempDir
    Path folder;

    @Test
    void tracks_ofUploadMergeAndDelete_areAsRecorded() throws IOException {
        Path autopgo = Rival.AUTOPGO.program();
        StringBuilder tracks = new StringBuilder();
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(autopgo);
            WireExchange upload = WireExchange.story("autopgo/upload").getFirst();
            WireReplay.replay(upload, server);
            note(tracks, "uploaded, and no worker is there", fleet, 1);
            URI worker = fleet.worker(autopgo);
            WireReplay.replay(WireExchange.story("autopgo/worker").getFirst(), worker);
            WireReplay.replay(upload, server);
            note(tracks, "uploaded again, and a worker is there", fleet, 3);
            WireReplay.replay(upload, server);
            note(tracks, "and again", fleet, 5);
            WireSocket.ask(server.getPort(), WireMessage.parse("DELETE /api/profile/web HTTP/1.1\nHost: <host>\n"));
            note(tracks, "deleted", fleet, 6);
        }
        hold("autopgo/tracks.txt", tracks.toString());
    }

    @Test
    void server_withoutBus_answersAsRecorded() throws IOException {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(Rival.AUTOPGO.program());
            fleet.bus().close();
            AutopgoRecordingsTest.hold("autopgo/bus-down", server);
        }
    }

    @Test
    void server_withoutBucket_answersAsRecorded() throws IOException {
        try (Fleet fleet = Fleet.start(folder)) {
            URI server = fleet.server(Rival.AUTOPGO.program());
            fleet.bucket().close();
            AutopgoRecordingsTest.hold("autopgo/bucket-down", server);
        }
    }

    /** Waits for so many events in all, and until the bucket rests. */
    private static void note(StringBuilder tracks, String step, Fleet fleet, int events) {
        for (int i = 0; i < 300 && fleet.bus().heard().size() < events; i++) {
            WireReplay.pause();
        }
        for (int i = 0; i < 10; i++) {
            WireReplay.pause();
        }
        tracks.append("== ").append(step).append('\n');
        for (String key : fleet.bucket().keys()) {
            tracks.append(WireRecorder.general("/" + key).substring(1)).append('\n');
            for (String attribute : fleet.bucket().attributes(key)) {
                if (!attribute.matches("etag|checksums")) {
                    tracks.append("  ").append(attribute).append(": ");
                    tracks.append(fleet.bucket().about(key, attribute)).append('\n');
                }
            }
        }
        fleet.bus().heard().stream()
                .skip(tracks.toString().split("\nMSG|\nHMSG", -1).length - 1)
                .forEach(event -> {
                    tracks.append(event.kind())
                            .append(' ')
                            .append(event.subject())
                            .append('\n')
                            .append(event.headers());
                    tracks.append("  ")
                            .append(WireRecorder.general(event.body()))
                            .append('\n');
                });
    }

    private static void hold(String file, String tracks) throws IOException {
        Path path = WireExchange.recordings().resolve(file);
        if (Boolean.getBoolean("hone.wire.record")) {
            Files.writeString(path, tracks, StandardCharsets.UTF_8);
        }
        assertThat(tracks).isEqualTo(Files.readString(path));
    }
}
