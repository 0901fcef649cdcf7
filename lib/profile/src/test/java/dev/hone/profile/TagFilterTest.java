package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What filters by labels leave; the oracle's tests hold them to google/pprof. */
final class TagFilterTest {
    private static final Profile TAGGED = Stacks.make()
            .add(1, "small", "bytes:16384", "tenant=red")
            .add(1, "middle", "bytes:65536", "tenant=green", "endpoint=/pay")
            .add(1, "large", "bytes:1048576", "tenant=red", "endpoint=/cart")
            .add(1, "slow", "latency:3:ms", "fifteen:15")
            .build();

    private static List<String> focused(String filter) {
        return Stacks.in(TagFilter.of(TagMatch.of(filter), null).apply(TAGGED).profile());
    }

    @ParameterizedTest
    @CsvSource({
        "16kb, small",
        "16KB:64kilobytes, small middle",
        ":64kb, small middle slow",
        "bytes=65536b:, middle large",
        "+1mb, large",
        "3000us, slow",
        "latency=2ms:4ms, slow",
        "fifteen=15, slow",
        "15fifteen, slow",
    })
    void focus_onARange_meansNumbersInAnyUnitThatConverts(String filter, String left) {
        assertThat(TagMatch.of(filter).isRange()).isTrue();
        assertThat(String.join(" ", focused(filter))).isEqualTo(left);
    }

    @Test
    void focus_onANumberWithoutUnit_meansNumbersWithoutOne() {
        assertThat(focused("16384")).as("bytes are a unit: write 16384b").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"16kb:64ms", "16kb-64kb", "a5", ":16kb:", "tenant"})
    void of_whatIsNoRange_isAnExpression(String filter) {
        assertThat(TagMatch.of(filter).isRange()).isFalse();
    }

    @Test
    void of_numberBeyond64Bits_isRefused() {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> TagMatch.of("9223372036854775808b"))
                .withMessageContaining("beyond 64 bits");
    }

    @Test
    void focus_onATextOfAKey_isFoundInItsTexts() {
        assertThat(focused("tenant=^red$")).containsExactly("small", "large");
        assertThat(focused("endpoint=red")).isEmpty();
    }

    @Test
    void focus_onTextsOfAnyKey_wantsAllOfThem() {
        assertThat(focused("^tenant:red$")).containsExactly("small", "large");
        assertThat(focused("red,cart")).containsExactly("large");
        assertThat(focused("=red")).as("an empty key is none").containsExactly("small", "large");
    }

    @Test
    void focus_onTextsOfOneKey_wantsOneOfThem() {
        assertThat(focused("tenant=red,green")).containsExactly("small", "middle", "large");
    }

    @Test
    void ignore_takesSamplesOut() {
        Filtered filtered = TagFilter.of(null, TagMatch.of("tenant=.")).apply(TAGGED);

        assertThat(Stacks.in(filtered.profile())).containsExactly("slow");
        assertThat(filtered.unmatched()).isEmpty();
    }

    @Test
    void apply_filtersThatMeanNothing_areReported() {
        assertThat(TagFilter.of(TagMatch.of("absent"), TagMatch.of("1kb"))
                        .apply(TAGGED)
                        .unmatched())
                .containsExactlyInAnyOrder(Filtered.Part.TAG_FOCUS, Filtered.Part.TAG_IGNORE);
    }

    @Test
    void filter_afterStacks_knowsTheUnitsOfTheWholeProfile() {
        Profile profile = Stacks.make()
                .add(1, "with", "size:1:kb")
                .add(1, "without", "size:1")
                .build();
        ProfileFilter filter = new ProfileFilter(
                StackFilter.of(TextPattern.of("without"), null, null, null),
                null,
                TagFilter.of(TagMatch.of("1024b"), null),
                TagNames.of(null, null),
                null);

        assertThat(Stacks.in(filter.apply(profile).profile())).containsExactly("without");
    }

    @Test
    void filter_reportsEveryExpressionThatFoundNothing() {
        TextPattern absent = TextPattern.of("absent");
        ProfileFilter filter = new ProfileFilter(
                StackFilter.of(null, absent, null, null),
                null,
                TagFilter.of(null, TagMatch.of("absent")),
                TagNames.of(null, absent),
                absent);

        assertThat(filter.apply(TAGGED).unmatched())
                .containsExactlyInAnyOrder(Filtered.Part.IGNORE, Filtered.Part.TAG_IGNORE, Filtered.Part.TAG_HIDE);
    }

    @Test
    void names_keepLabelsOfSomeKeys() {
        Filtered shown = TagNames.of(TextPattern.of("e"), TextPattern.of("end")).apply(TAGGED);

        assertThat(labels(shown.profile(), 2))
                .containsExactly(
                        new Label.OfNumber(Text.of("bytes"), 1048576, Text.EMPTY),
                        new Label.OfText(Text.of("tenant"), Text.of("red")));
        assertThat(shown.profile().samples().size()).isEqualTo(4);
        assertThat(labels(TAGGED, 2)).as("the profile stays as it was").hasSize(3);
    }

    @Test
    void names_thatFindNothing_areReported() {
        TextPattern absent = TextPattern.of("absent");
        assertThat(TagNames.of(absent, absent).apply(TAGGED).unmatched())
                .containsExactlyInAnyOrder(Filtered.Part.TAG_SHOW, Filtered.Part.TAG_HIDE);
    }

    @Test
    void withLabel_replacesTextsOfThatKey() {
        Profile labelled = TAGGED.withLabel(Text.of("tenant"), Text.of("blue"));

        assertThat(labels(labelled, 0))
                .containsExactly(
                        new Label.OfNumber(Text.of("bytes"), 16384, Text.EMPTY),
                        new Label.OfText(Text.of("tenant"), Text.of("blue")));
        assertThat(labels(TAGGED, 0)).contains(new Label.OfText(Text.of("tenant"), Text.of("red")));
    }

    private static List<Label> labels(Profile profile, int sample) {
        return IntStream.range(0, profile.samples().labelCount(sample))
                .mapToObj(label -> profile.samples().label(sample, label))
                .toList();
    }
}
