package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generation that is damaged is named and never chosen, and publishing goes on from the segments. */
class DamageTest {
    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store = MemoryBlobStore.create(clock);

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "profile.pb.gz", "preprofile.txt", "sum.edges", "published.edges"})
    void newestGeneration_ofWhichAFileIsDamaged_isNamed_andTheNextIsPublished(String file) {
        published(2);
        damage(2, file);
        Fixture next = next();

        assertReplaced(next, 2);
        assertThat(next.stage.status(WEB).orElseThrow().decisions())
                .filteredOn(decision -> decision.action().equals("damage"))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.generation()).isEqualTo(2);
                    assertThat(decision.reasons()).singleElement().asString().startsWith("DAMAGED: ");
                });
        assertThat(next.damaged).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "profile.pb.gz", "sum.edges", "published.edges"})
    void newestGeneration_ofWhichAFileIsGone_isReplaced(String file) {
        published(1);
        store.delete(file(1, file));

        assertReplaced(next(), 1);
    }

    @Test
    void manifest_ofAnotherGeneration_isDamage() {
        published(2);
        byte[] other = store.get(file(1, "manifest.json")).orElseThrow().bytes(1 << 20);
        store.put(file(2, "manifest.json"), Content.of(other), PutOptions.REPLACE);

        assertReplaced(next(), 2);
    }

    @Test
    void damagedGeneration_isNoTargetOfChannels() {
        published(2);
        damage(2, "sum.edges");
        Fixture next = next();

        assertThatThrownBy(() -> next.stage.channels().point(WEB, "canary", new Selection.OfNumber(2), false, "tester"))
                .isInstanceOf(PgoException.class)
                .hasMessageContaining("generation 2 of 'web' is damaged");
        assertThat(next.stage
                        .channels()
                        .rollBack(WEB, Channel.STABLE, 1, "tester")
                        .number())
                .isEqualTo(1);
    }

    /** Where people promote, nothing moves forward by itself, but nothing damaged is handed out either. */
    @Test
    void damagedStable_thatIsPromotedByHand_goesBackToTheOneBefore() {
        published(2);
        next().stage.policies().change(WEB, "{\"promote\": \"manual\"}", "tester");
        damage(2, "profile.pb.gz");
        Fixture next = next();

        assertThat(next.stage
                        .find(WEB, Selection.stable(), Form.CANONICAL)
                        .orElseThrow()
                        .generation())
                .isEqualTo(1);
        assertThat(next.stage.status(WEB).orElseThrow().channels())
                .extracting(AppStatus.NamedChannel::channel, AppStatus.NamedChannel::generation)
                .containsExactly(tuple("candidate", 3), tuple("stable", 1));
    }

    @Test
    void pinnedChannel_ofADamagedGeneration_staysThere_andGivesTheProfileOnlyIfThatIsWhole() {
        published(2);
        next().stage.channels().point(WEB, Channel.STABLE, new Selection.OfNumber(2), true, "tester");
        damage(2, "sum.edges");
        Fixture next = next();
        assertThat(next.stage
                        .find(WEB, Selection.stable(), Form.CANONICAL)
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);

        damage(2, "profile.pb.gz");
        assertThatThrownBy(() -> next.stage.find(WEB, Selection.stable(), Form.CANONICAL))
                .isInstanceOf(PgoException.class)
                .hasMessageContaining("hone pgo rollback web");
        next.sweep();
        assertThat(next.failures).isEmpty();
    }

    private void published(int generations) {
        Fixture process = Fixture.over(store, clock);
        for (int i = 0; i < generations; i++) {
            process.upload(Samples.profile(i, 4_000, "main.v" + i));
            process.stage.publish(WEB, true, "tester");
        }
        assertThat(process.stage.generations(WEB)).hasSize(generations);
    }

    /** A process that begins later, and has looked once. */
    private Fixture next() {
        clock.turn(Duration.ofMinutes(20));
        Fixture next = Fixture.over(store, clock);
        next.sweep();
        assertThat(next.failures).isEmpty();
        return next;
    }

    private void assertReplaced(Fixture next, int damaged) {
        GenerationEntry fresh = next.stage.generations(WEB).getLast();
        assertThat(fresh.number()).isEqualTo(damaged + 1);
        assertThat(fresh.reason()).isEqualTo("generation " + damaged + " is damaged");
        assertThat(next.stage.generations(WEB).get(damaged - 1).flags()).contains("damaged");
        next.stage.verify(WEB, fresh.number());
        assertThat(next.stage.status(WEB).orElseThrow().stable()).isEqualTo(fresh);
        assertThat(Sha256.of(next.read("web/default.pgo"))).isEqualTo(fresh.digest());
    }

    private void damage(int generation, String name) {
        byte[] bytes = store.get(file(generation, name)).orElseThrow().bytes(1 << 26);
        bytes[bytes.length / 2] ^= 1;
        store.put(file(generation, name), Content.of(bytes), PutOptions.REPLACE);
    }

    private static BlobKey file(int generation, String name) {
        return new AppKeys(WEB).generation(generation, name);
    }
}
