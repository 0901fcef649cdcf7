package dev.hone.pgo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Feeds the readers of what the stage stores whatever a coverage-guided fuzzer thinks of: heads, manifests and segments.
 *
 * <p>By itself it replays the committed inputs. With {@code JAZZER_FUZZ=1} it searches for new ones, one test per run.
 */
final class StateFuzzTest {
    private static final String NAME = "web/hone/blob";

    /** What can be read is written and read again as the same. */
    @FuzzTest(maxDuration = "1h")
    void head_ofAnyBytes_isReadOrRefused(byte[] stored) {
        refusing(() -> {
            Head head = Heads.read(AppName.of("web"), stored);
            assertThat(Heads.read(AppName.of("web"), Json.state(head))).isEqualTo(head);
            assertThat(AppStatus.of(AppName.of("web"), head).app()).isEqualTo(AppName.of("web"));
        });
    }

    @FuzzTest(maxDuration = "1h")
    void manifest_ofAnyBytes_isReadOrRefused(byte[] stored) {
        refusing(() -> {
            GenerationManifest manifest = GenerationManifest.read(stored);
            GenerationManifest again = GenerationManifest.read(manifest.bytes());
            assertThat(again.bytes()).isEqualTo(manifest.bytes());
        });
    }

    @FuzzTest(maxDuration = "1h")
    void segment_ofAnyBytes_isReadOrRefused(byte[] stored) {
        refusing(() -> roundTrip(stored));
    }

    /** The same behind a right header, which no fuzzer finds by itself. */
    @FuzzTest(maxDuration = "1h")
    void segment_ofAnyBody_isReadOrRefused(byte[] body) {
        refusing(() -> roundTrip(sealed(body)));
    }

    private static void roundTrip(byte[] stored) {
        Segment segment = Segment.read(stored, NAME);
        Segment again = Segment.read(segment.bytes(), NAME);
        assertThat(again.facts()).isEqualTo(segment.facts());
        assertThat(again.uploads()).isEqualTo(segment.uploads());
        assertThat(again.entry("id")).isEqualTo(segment.entry("id"));
        assertThat(again.isSince(segment.received())).isFalse();
    }

    /** A body whose first two bytes say how long its facts are and how many ids there are. */
    private static byte[] sealed(byte[] body) {
        int facts = body.length > 0 ? Math.min(body[0] & 0xff, body.length - 1) : 0;
        int ids = body.length > 1 ? (body[1] & 0xff) % 3 : 0;
        byte[] rest = Arrays.copyOfRange(body, Math.min(2, body.length), body.length);
        ByteBuffer out = ByteBuffer.allocate(20 + rest.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x47534889).putInt(1).putInt(0).putInt(facts).putInt(ids).put(rest);
        CRC32C checksum = new CRC32C();
        checksum.update(out.array(), 0, 8);
        int end = Math.min(out.capacity(), 20 + facts + 32 * ids);
        checksum.update(out.array(), 12, end - 12);
        return out.putInt(8, (int) checksum.getValue()).array();
    }

    /** The only other way out is a refusal that says something. */
    private static void refusing(Runnable reading) {
        try {
            reading.run();
        } catch (PgoException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.error()).isIn(PgoError.DAMAGED, PgoError.NEWER_FORMAT);
        }
    }
}
