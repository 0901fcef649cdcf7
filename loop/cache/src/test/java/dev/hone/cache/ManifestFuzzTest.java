package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Feeds the reader of manifests whatever a coverage-guided fuzzer thinks of. */
final class ManifestFuzzTest {
    @FuzzTest(maxDuration = "1h")
    void manifest_ofAnyBytes_isReadOrRefused(byte[] bytes) {
        try {
            Manifest manifest = ManifestFile.read(new ByteArrayInputStream(bytes));
            for (Entry entry : manifest.entries()) {
                Place place = entry.place();
                assertThat(entry.size()).isNotNegative();
                if (place.form() != Form.NOT && place.pack() != Place.INLINE) {
                    assertThat(place.offset() + place.stored())
                            .isLessThanOrEqualTo(
                                    manifest.packs().get(place.pack()).stored());
                }
            }
        } catch (CacheException | IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
