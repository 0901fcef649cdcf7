package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every generation that is listed can be made again, whatever became of those before it. */
class RebuildTest {
    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);
    private final Fixture fixture = Fixture.over(store, clock);

    /** The second keeps the decisions of the first where they did not change. */
    @BeforeEach
    void publishTwo() {
        fixture.upload(Samples.profile(1, 4_000));
        clock.turn(Duration.ofHours(7));
        fixture.upload(Samples.profile(2, 8_000, "main.other"));
        assertThat(manifest(2)).contains("\"previous\" : 1");
    }

    @Test
    void rebuild_ofASteadiedGeneration_worksWithoutTheOneBefore() {
        fixture.stage.policies().change(WEB, "{\"keep\": 1}", "tester");
        clock.turn(Duration.ofHours(7));
        fixture.upload(Samples.profile(3, 40_000, "main.third"));
        fixture.idle();

        assertThat(fixture.stage.generations(WEB))
                .extracting(GenerationEntry::number)
                .containsExactly(3);
        assertThat(manifest(3)).contains("\"previous\" : 2");
        assertThat(fixture.names("web/hone/generations/2/")).isEmpty();
        fixture.stage.verify(WEB, 3);
        assertThat(fixture.stage.rebuild(WEB, 3)).isTrue();
    }

    @Test
    void rebuild_ofAGenerationOfTheFirstFormat_needsTheOneBefore_andSaysSo() {
        String first = manifest(2)
                .replace("\"format\" : 2", "\"format\" : 1")
                .replaceAll(" *\"previousWorth\" : [0-9]+,\n", "")
                .replaceAll(" *\"precedent.edges\" : \"[0-9a-f]+\",\n", "");
        store.put(file(2), Content.of(first), PutOptions.REPLACE);
        GenerationManifest read = GenerationManifest.read(first.getBytes(StandardCharsets.UTF_8));
        assertThat(read.files()).doesNotContainKey(GenerationContent.PRECEDENT);
        assertThatThrownBy(() -> {
                    store.delete(file(1));
                    fixture.stage.rebuild(WEB, 2);
                })
                .isInstanceOf(PgoException.class)
                .hasMessageContaining("generation 2 was made from generation 1");
    }

    private String manifest(int number) {
        return new String(fixture.read(file(number).value()), StandardCharsets.UTF_8);
    }

    private static BlobKey file(int number) {
        return new AppKeys(WEB).generation(number, "manifest.json");
    }
}
