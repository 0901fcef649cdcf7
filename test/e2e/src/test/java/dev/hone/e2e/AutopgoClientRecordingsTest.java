package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded calls of autopgo's client end as they do. With {@code -Dhone.wire.record=true} they are written anew. */
@Tag("server")
class AutopgoClientRecordingsTest {
    @TempDir
    Path folder;

    static List<Path> calls() {
        return ClientCall.in("autopgo/client");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_asRecorded_ends(Path file) throws IOException {
        ClientCall call = ClientCall.read(file);
        Map<String, String> found = call.run(Rival.AUTOPGO.program(), folder);
        if (Boolean.getBoolean("hone.wire.record")) {
            Files.writeString(file, call.with(found).format(), StandardCharsets.ISO_8859_1);
        } else {
            assertThat(found).as(call.name()).containsExactlyEntriesOf(call.findings());
        }
    }
}
