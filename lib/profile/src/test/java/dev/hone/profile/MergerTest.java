package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.hone.base.Configuration;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What merging does in each case; {@link MergeLawsTest} has its laws, the oracle's tests its agreement with pprof. */
final class MergerTest {
    private static Merger merger() {
        return new Merger(ProfileLimits.defaults(), 42);
    }

    private static Profile merge(PprofProfile.Builder... messages) {
        Merger merger = merger();
        Arrays.stream(messages).forEach(message -> merger.add(Relatives.decode(message.build())));
        return merger.result();
    }

    private static void assertRefused(ProfileError code, String words, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void merge_ofTheSameTwice_doublesTheValues() {
        Profile merged = merge(Sound.profile(), Sound.profile());

        assertThat(merged.samples().size()).isEqualTo(2);
        assertThat(merged.samples().value(0, 0)).isEqualTo(6);
        assertThat(merged.samples().value(1, 1)).isEqualTo(20_000_000);
        assertThat(merged.header().durationNanos()).isEqualTo(60_000_000_000L);
    }

    @Test
    void merge_numbersByFirstUse() {
        Profile merged = merge(Sound.profile());

        assertThat(merged.locations().line(0, 0)).isEqualTo(44);
        assertThat(merged.functions().name(0)).isEqualTo(Text.of("main.work"));
        assertThat(merged.locations().id(2)).isEqualTo(3);
        assertThat(merged.functions().id(2)).isEqualTo(3);
    }

    @Test
    void merge_ofProgramsLoadedElsewhere_findsTheSamePlaces() {
        PprofProfile.Builder moved = Sound.profile();
        moved.getMappingBuilder(0).setMemoryStart(0x7f000000).setMemoryLimit(0x7f0ffff1);
        moved.getLocationBuilderList()
                .forEach(location -> location.setAddress(location.getAddress() - 0x400000 + 0x7f000000));

        Profile merged = merge(Sound.profile(), moved);

        assertThat(merged.mappings()).hasSize(1);
        assertThat(merged.locations().size()).isEqualTo(3);
        assertThat(merged.samples().size()).isEqualTo(2);
    }

    @Test
    void merge_ofValuesThatCancel_dropsTheirSamplesAndWhatOnlyTheyUsed() {
        PprofProfile.Builder opposite = Sound.profile().clearSample().addSample(Sound.sample(-3, 2, 1, 3));

        Profile merged = merge(Sound.profile(), opposite);

        assertThat(merged.samples().size()).isEqualTo(1);
        assertThat(merged.functions().size()).isEqualTo(2);
        assertThat(merged.samples().value(0, 0)).isEqualTo(1);
    }

    @Test
    void merge_ofUnusedMappings_keepsTheFirstOnly() {
        PprofProfile.Builder message = Sound.profile().clearSample();
        message.addMapping(message.getMapping(0).toBuilder().setId(2).setFileOffset(7));

        assertThat(merge(message, message).mappings()).hasSize(1);
    }

    @Test
    void merge_ofHeaders_takesEarliestTimeLongestPeriodAndAllComments() {
        PprofProfile.Builder later = Sound.profile();
        later.setTimeNanos(later.getTimeNanos() + 5).setPeriod(20_000_000);
        later.addStringTable(ByteString.copyFromUtf8("a comment"));
        later.addComment(later.getStringTableCount() - 1).addComment(later.getStringTableCount() - 1);

        Profile.Header header = merge(later, Sound.profile(), later).header();

        assertThat(header.timeNanos()).isEqualTo(Sound.profile().getTimeNanos());
        assertThat(header.period()).isEqualTo(20_000_000);
        assertThat(header.comments()).containsExactly(Text.of("a comment"));
        assertThat(merge(Sound.profile(), Sound.profile().setTimeNanos(0), later)
                        .header()
                        .timeNanos())
                .as("a profile without a time makes the time begin anew")
                .isEqualTo(later.getTimeNanos());
    }

    @Test
    void merge_ofOtherTypes_isRefused() {
        PprofProfile.Builder otherUnit = Sound.profile();
        otherUnit.getSampleTypeBuilder(1).setUnit(2);
        PprofProfile.Builder otherPeriod = Sound.profile();
        otherPeriod.getPeriodTypeBuilder().setType(1);

        assertRefused(ProfileError.INCONSISTENT, "sample types", () -> merge(Sound.profile(), otherUnit));
        assertRefused(ProfileError.INCONSISTENT, "period types", () -> merge(Sound.profile(), otherPeriod));
    }

    @Test
    void merge_ofNothing_isRefused() {
        assertRefused(ProfileError.EMPTY, "no profiles", () -> merger().result());
    }

    @Test
    void merge_ofSumsOver64Bits_isRefused() {
        PprofSample.Builder huge = Sound.sample(1, 1, 3).toBuilder().setValue(1, Long.MAX_VALUE - 5_000_000);

        assertRefused(
                ProfileError.INCONSISTENT,
                "64 bits",
                () -> merge(Sound.profile().addSample(huge)));
        assertRefused(
                ProfileError.INCONSISTENT,
                "64 bits",
                () -> merge(Sound.profile().setDurationNanos(Long.MAX_VALUE), Sound.profile()));
    }

    @Test
    void add_ofAContradiction_isRefused() {
        assertRefused(
                ProfileError.INCONSISTENT,
                "contradicts itself",
                () -> merge(Sound.profile().addSample(Sound.sample(1, 99))));
    }

    @Test
    void add_withWeights_multipliesAndRounds() {
        assertThat(valuesWeighted(Weights.of(2))).containsExactly(6L, 2L);
        assertThat(valuesWeighted(Weights.of(0.5))).as("half away from zero").containsExactly(2L, 1L);
        assertThat(valuesWeighted(Weights.of(-0.5))).containsExactly(-2L, -1L);
        assertThat(valuesWeighted(Weights.of(0))).isEmpty();
    }

    private static List<Long> valuesWeighted(Weights weights) {
        Merger merger = merger();
        merger.add(Relatives.decode(Sound.profile().build()), weights);
        Samples samples = merger.result().samples();
        return IntStream.range(0, samples.size())
                .mapToObj(sample -> samples.value(sample, 0))
                .toList();
    }

    @Test
    void add_withWeightsBeyond64Bits_isRefused() {
        for (Weights weights : List.of(Weights.of(1e12), Weights.of(1.5e300), Weights.of(-1e18))) {
            assertRefused(ProfileError.INCONSISTENT, "64 bits", () -> valuesWeighted(weights));
        }
        assertThatThrownBy(() -> Weights.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void add_normalised_givesTheSumsOfTheBase() {
        Profile base = merge(Sound.profile(), Sound.profile(), Sound.profile());
        Profile small = Relatives.decode(Sound.profile().build());
        Merger merger = merger();

        merger.add(small, Weights.normalizing(small, base));

        assertThat(FunctionTotals.of(merger.result(), 0).total()).isEqualTo(12);
    }

    @Test
    void add_subtracting_leavesTheDifference() {
        Merger merger = merger();
        Profile profile = Relatives.decode(Sound.profile().build());
        merger.add(profile);
        merger.add(profile, Weights.of(-1));

        assertThat(merger.result().samples().size()).isZero();
    }

    @Test
    void add_withoutLabels_bringsTheirSamplesTogether() {
        PprofProfile.Builder message = Sound.profile();
        PprofSample.Builder labelled = message.getSample(0).toBuilder();
        message.addSample(labelled.addLabel(PprofLabel.newBuilder().setKey(5).setStr(6)));
        Profile profile = Relatives.decode(message.build());
        Merger merger = merger();

        merger.add(profile.withoutLabels());

        assertThat(merge(message).samples().size()).isEqualTo(3);
        Samples merged = merger.result().samples();
        assertThat(merged.size()).isEqualTo(2);
        assertThat(merged.value(0, 0)).isEqualTo(6);
        assertThat(merged.labelCount(0)).isZero();
        assertThat(profile.samples().labelCount(2)).isEqualTo(1);
    }

    @Test
    void merge_ofManyProfiles_takesMemoryForTheResultOnly() {
        Merger merger = new Merger(withMemory("300KiB"), 1);
        Profile profile = Relatives.decode(Sound.profile().build());
        for (int i = 0; i < 20_000; i++) {
            merger.add(profile);
        }

        assertThat(merger.result().samples().value(0, 0)).isEqualTo(60_000);
        assertRefused(ProfileError.TOO_LARGE, "memory", () -> new Merger(withMemory("1KiB"), 1).add(profile));
    }

    private static ProfileLimits withMemory(String size) {
        return Configuration.of(ProfileLimits.class).read(List.of(new Configuration.Given("memory", size, "here")));
    }

    @Test
    void result_twice_isAMistake() {
        Merger merger = merger();
        merger.add(Relatives.decode(Sound.profile().build()));
        merger.result();

        assertThatThrownBy(merger::result).isInstanceOf(IllegalStateException.class);
    }
}
