package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Changes bytes of real stored maps, and puts the checksum right again: what is read then is a map in its one form. */
final class StoredEdgesMutationTest {
    @Test
    void map_ofChangedBytes_isInItsOneFormOrRefused() {
        Random random = new Random(77);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] stored = changed(StoredEdges.of(RandomMaps.next(random)).bytes(), random);
            try {
                EdgeMap map = StoredEdges.of(stored).map();
                assertThat(StoredEdges.of(map).bytes()).isEqualTo(stored);
                read++;
            } catch (GoProfileException e) {
                assertThat(e.code()).isInstanceOf(EdgeMapError.class);
            }
        }
        assertThat(read).isBetween(1_000, 19_000);
    }

    private static byte[] changed(byte[] stored, Random random) {
        int length = random.nextInt(10) == 0
                ? StoredForm.HEADER + random.nextInt(stored.length - StoredForm.HEADER + 3)
                : stored.length;
        byte[] changed = Arrays.copyOf(stored, length);
        for (int i = random.nextInt(3); i >= 0 && length > StoredForm.HEADER; i--) {
            changed[StoredForm.HEADER + random.nextInt(length - StoredForm.HEADER)] = (byte) random.nextInt(256);
        }
        StoredForm.seal(changed);
        return changed;
    }
}
