package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackLayoutTest {
    private static final Place NOWHERE = new Place(Place.INLINE, Form.RAW, 0, 0);

    private static Entry entry(int action, long size, Place place) {
        return new Entry(
                Outputs.action(action), Outputs.output(Outputs.bytes("body " + action)), size, Instant.EPOCH, place);
    }

    private static PackLayout layout(List<Entry> wanted, @Nullable Manifest before) {
        return PackLayout.of(wanted, before, entry -> true);
    }

    private static Pack pack(int number, long stored) {
        return new Pack(Outputs.output(Outputs.bytes("pack " + number)).hex(), stored);
    }

    @Test
    void small_isInlined_largeIsPacked_indexesAndNothingAreNeither() {
        PackLayout layout = layout(
                List.of(
                        entry(1, 1024, NOWHERE),
                        entry(2, 1025, NOWHERE),
                        entry(3, 5000, Place.NONE),
                        entry(4, 0, NOWHERE),
                        entry(5, 1, NOWHERE)),
                null);
        assertThat(layout.inlined()).containsExactly(0, 4);
        assertThat(layout.fresh()).containsExactly(List.of(1));
        assertThat(layout.kept()).isEmpty();
    }

    @Test
    void packs_areFilledInTheOrderOfUse() {
        List<Entry> used = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            used.add(entry(i, 10 << 20, NOWHERE));
        }
        assertThat(layout(used, null).fresh())
                .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6, 7, 8), List.of(9));
    }

    @Test
    void pack_ofWhichHalfIsUsed_isKept_andOneOfWhichLessIs_isNot() {
        Manifest before = new Manifest(
                Instant.EPOCH,
                List.of(pack(1, 100), pack(2, 100), pack(3, 100)),
                List.of(
                        entry(1, 5000, new Place(0, Form.ZSTD, 0, 49)),
                        entry(2, 5000, new Place(1, Form.ZSTD, 0, 50)),
                        entry(3, 5000, new Place(2, Form.RAW, 10, 90))));
        PackLayout layout =
                layout(List.of(entry(3, 5000, NOWHERE), entry(1, 5000, NOWHERE), entry(2, 5000, NOWHERE)), before);
        assertThat(layout.kept()).containsExactly(pack(3, 100), pack(2, 100));
        assertThat(layout.old())
                .containsOnlyKeys(0, 2)
                .containsEntry(0, new Place(0, Form.RAW, 10, 90))
                .containsEntry(2, new Place(1, Form.ZSTD, 0, 50));
        assertThat(layout.fresh()).containsExactly(List.of(1));
    }

    @Test
    void packs_thatAreManyAndSmall_comeTogether() {
        List<Pack> packs = new ArrayList<>();
        List<Entry> stored = new ArrayList<>();
        List<Entry> used = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            packs.add(pack(i, 1000 + i));
            stored.add(entry(i, 5000, new Place(i, Form.RAW, 0, 1000 + i)));
            used.add(entry(i, 5000, NOWHERE));
        }
        PackLayout layout = layout(used, new Manifest(Instant.EPOCH, packs, stored));
        assertThat(layout.kept()).containsExactlyElementsOf(packs.subList(52, 100));
        assertThat(layout.fresh()).hasSize(1);
        assertThat(layout.fresh().getFirst()).hasSize(52);
    }

    @Test
    void resultThatIsAnotherNow_isStoredAnew() {
        Entry changed = new Entry(Outputs.action(1), OutputId.EMPTY, 5000, Instant.EPOCH, NOWHERE);
        Manifest before = new Manifest(
                Instant.EPOCH, List.of(pack(1, 100)), List.of(entry(1, 5000, new Place(0, Form.RAW, 0, 100))));
        PackLayout layout = layout(List.of(changed), before);
        assertThat(layout.kept()).isEmpty();
        assertThat(layout.fresh()).containsExactly(List.of(0));
    }

    @Test
    void whatWasInlined_isInlinedAgain() {
        Manifest before = new Manifest(
                Instant.EPOCH, List.of(), List.of(entry(1, 100, new Place(Place.INLINE, Form.ZSTD, 0, 60))));
        assertThat(layout(List.of(entry(1, 100, NOWHERE)), before).inlined()).containsExactly(0);
    }

    @Test
    void whatIsNotHere_staysWhereItLies_orGoes() {
        Manifest before = new Manifest(
                Instant.EPOCH,
                List.of(pack(1, 100), pack(2, 100)),
                List.of(
                        entry(1, 5000, new Place(0, Form.ZSTD, 0, 60)),
                        entry(2, 5000, new Place(1, Form.ZSTD, 0, 10)),
                        entry(3, 100, new Place(Place.INLINE, Form.RAW, 0, 100))));
        List<Entry> wanted = List.of(entry(1, 5000, NOWHERE), entry(2, 5000, NOWHERE), entry(3, 100, NOWHERE));
        PackLayout layout = PackLayout.of(wanted, before, entry -> false);
        assertThat(layout.old()).containsOnlyKeys(0);
        assertThat(layout.dropped()).containsExactlyInAnyOrder(1, 2);
        assertThat(layout.fresh()).isEmpty();
        assertThat(layout.inlined()).isEmpty();
    }

    @Test
    void outputs_thatMayNotFit_areInNoPack() {
        PackLayout layout = layout(List.of(entry(1, 41L << 20, NOWHERE), entry(2, 40L << 20, NOWHERE)), null);
        assertThat(layout.dropped()).containsExactly(0);
        assertThat(layout.fresh()).containsExactly(List.of(1));
    }

    /** The porter takes lines of one megabyte. */
    @Test
    void packs_haveNoMoreFilesThanOneOrderNames() {
        List<Entry> wanted = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            wanted.add(entry(i, 1000, NOWHERE));
        }
        PackLayout layout = layout(wanted, null);
        assertThat(layout.inlined()).hasSize(2000);
        assertThat(layout.fresh()).extracting(List::size).containsExactly(2000, 1000);
    }
}
