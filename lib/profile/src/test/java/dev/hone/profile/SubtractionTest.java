package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hone.profile.wire.PprofMessages.PprofProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left without a base; the oracle's tests hold it to google/pprof. */
final class SubtractionTest {
    private static Profile subtract(Profile profile, Profile base, boolean normalized, boolean labelled) {
        return new Subtraction(normalized, labelled).apply(profile, base, ProfileLimits.defaults(), 1);
    }

    private static List<Long> values(Profile profile) {
        return IntStream.range(0, profile.samples().size())
                .mapToObj(sample -> profile.samples().value(sample, 0))
                .toList();
    }

    @Test
    void subtract_theSame_leavesNothing() {
        Profile profile = Stacks.of("x main");

        assertThat(subtract(profile, profile, false, false).samples().size()).isZero();
    }

    @Test
    void subtract_leavesTheDifference() {
        Profile before = Stacks.make().add(5, "x main").add(3, "gone main").build();
        Profile after = Stacks.make().add(7, "x main").build();
        Profile left = subtract(after, before, false, false);

        assertThat(Stacks.in(left)).containsExactly("x main", "gone main");
        assertThat(values(left)).containsExactly(2L, -3L);
    }

    @Test
    void subtract_normalized_bringsTheProfileToTheBaseFirst() {
        Profile before = Stacks.make().add(5, "x main").add(5, "y main").build();
        Profile after = Stacks.make().add(40, "x main").add(60, "y main").build();

        assertThat(values(subtract(after, before, true, false))).containsExactly(-1L, 1L);
    }

    @Test
    void subtract_labelled_keepsBothSidesAndTakesSharesOfTheBase() {
        Profile before = Stacks.make().add(5, "x main").build();
        Profile after = Stacks.make().add(7, "x main").build();
        Profile left = subtract(after, before, false, true);

        assertThat(values(left)).containsExactly(7L, -5L);
        assertThat(FunctionTotals.of(left, 0).total()).isEqualTo(5);
        assertThat(FunctionTotals.of(left, 0).rows().getFirst().flat()).isEqualTo(2);
    }

    @Test
    void total_ofADifference_isOfMagnitudes() {
        Profile left = Stacks.make().add(7, "x main").add(-5, "y main").build();

        assertThat(FunctionTotals.of(left, 0).total()).isEqualTo(12);
    }

    @Test
    void sharedTypes_keepsColumnsOfTheSameNameInTheOrderOfTheFirst() {
        PprofProfile.Builder swapped = Sound.profile();
        swapped.setSampleType(0, Sound.profile().getSampleType(1))
                .setSampleType(1, Sound.profile().getSampleType(0));
        swapped.setDefaultSampleType(3);
        List<Profile> common =
                SharedTypes.of(List.of(Relatives.decode(Sound.profile().build()), Relatives.decode(swapped.build())));

        assertThat(common.getLast().sampleTypes()).isEqualTo(common.getFirst().sampleTypes());
        assertThat(common.getLast().samples().value(0, 1)).isEqualTo(3);
        assertThat(common.getLast().header().defaultSampleType()).isEqualTo(Text.of("cpu"));
    }

    @Test
    void sharedTypes_withoutTheDefault_chooseTheFirst() {
        Profile two = Relatives.decode(Sound.profile().setDefaultSampleType(3).build());
        Profile one = Stacks.of("x");
        List<Profile> common = SharedTypes.of(List.of(two, one));

        assertThat(common.getFirst().header().defaultSampleType()).isEqualTo(Text.of("samples"));
        assertThat(common.getLast()).as("nothing to change").isSameAs(one);
    }

    @Test
    void sharedTypes_ofColumnsWithOneName_loseThem() {
        PprofProfile.Builder twice = Sound.profile();
        twice.setSampleType(1, twice.getSampleType(0));
        Profile profile = Relatives.decode(twice.build());

        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> SharedTypes.of(List.of(profile)))
                .withMessageContaining("measure nothing in common: [samples/count, samples/count]");
        Profile other = Relatives.decode(
                Sound.profile().clearSample().removeSampleType(0).build());
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> SharedTypes.of(List.of(profile, other)))
                .withMessageContaining("'samples' is in one profile only, twice");
    }
}
