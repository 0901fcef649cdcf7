package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Feeds the reader of edge maps whatever a coverage-guided fuzzer thinks of.
 *
 * <p>By itself it replays the committed inputs. With {@code JAZZER_FUZZ=1} it searches for new ones, one test per run.
 */
final class StoredEdgesFuzzTest {
    /** Bytes of any kind: the only way out besides the one map that has these bytes is a refusal that says something. */
    @FuzzTest(maxDuration = "1h")
    void map_ofAnyBytes_isTheOneMapOrARefusal(byte[] stored) {
        check(stored);
    }

    /** The same behind a right header, which no fuzzer finds by itself. */
    @FuzzTest(maxDuration = "1h")
    void map_ofAnyBody_isTheOneMapOrARefusal(byte[] body) {
        byte[] stored = new byte[StoredForm.HEADER + body.length];
        System.arraycopy(body, 0, stored, StoredForm.HEADER, body.length);
        StoredForm.seal(stored);
        check(stored);
    }

    private static void check(byte[] stored) {
        try {
            EdgeMap map = StoredEdges.of(stored).map();
            assertThat(StoredEdges.of(map).bytes()).isEqualTo(stored);
            assertThat(new EdgeSum(stored.length).add(StoredEdges.of(stored)).toMap())
                    .isEqualTo(map);
        } catch (GoProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(Arrays.stream(EdgeMapError.values())).contains((EdgeMapError) e.code());
        }
    }
}
