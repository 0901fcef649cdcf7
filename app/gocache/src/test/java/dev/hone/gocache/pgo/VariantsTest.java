package dev.hone.gocache.pgo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VariantsTest {
    private static final Guidance NONE = new Guidance.None();

    private static Guidance.By profile(String key) {
        return profile(key, key);
    }

    private static Guidance.By profile(String key, String content) {
        return new Guidance.By(key, content, key, 1);
    }

    private static Program program(String name, Guidance now, String... packages) {
        Set<String> all = new HashSet<>(List.of(packages));
        all.add(name);
        return new Program(name, Path.of(name), all, now);
    }

    @Test
    void programs_withOneProfile_shareEverything() {
        Variants variants = Variants.of(
                List.of(program("a", profile("P", "1"), "fmt", "os"), program("b", profile("P", "2"), "fmt", "os")));
        assertThat(variants).isEqualTo(new Variants(2, 1, 0, 2, 2));
        assertThat(variants.isDear()).isFalse();
        assertThat(variants.times()).isEqualTo(1);
    }

    @Test
    void programs_withTwoProfilesAndWithout_compileWhatTheyShareThreeTimes() {
        Variants variants = Variants.of(List.of(
                program("a", profile("P"), "fmt", "os"),
                program("b", profile("Q"), "fmt", "os"),
                program("c", NONE, "fmt", "os")));
        assertThat(variants).isEqualTo(new Variants(3, 2, 1, 2, 6));
        assertThat(variants.isDear()).isTrue();
        assertThat(variants.times()).isEqualTo(3);
    }

    @Test
    void packages_countForTheProgramsThatUseThem() {
        Variants variants = Variants.of(List.of(
                program("a", profile("P"), "fmt", "os", "only"),
                program("b", profile("Q"), "fmt"),
                program("c", profile("P"), "fmt", "os")));
        assertThat(variants).isEqualTo(new Variants(3, 2, 0, 2, 3));
        assertThat(variants.times()).as("fmt twice, os once").isZero();
    }

    @Test
    void programs_thatGoRefusesToBuild_doNotCount() {
        assertThat(Variants.of(List.of(
                        program("a", profile("P"), "fmt"), program("b", new Guidance.Refused("not CPU"), "fmt"))))
                .isEqualTo(new Variants(1, 1, 0, 0, 0));
    }

    @Test
    void forecast_ofTheSameCalls_isPreprocessedAndLinked_andOfTheSameFileNothing() {
        List<Program> programs = List.of(program("a", profile("P", "1"), "fmt"), program("b", profile("P", "1"), "os"));

        Forecast same = Forecast.of(programs, profile("P", "1"));
        assertThat(same.again()).isZero();
        assertThat(same.links()).isZero();
        assertThat(same.preprocessed()).isFalse();

        Forecast recoded = Forecast.of(programs, profile("P", "2"));
        assertThat(recoded.again()).isZero();
        assertThat(recoded.links()).isEqualTo(2);
        assertThat(recoded.preprocessed()).isTrue();
    }

    @Test
    void forecast_ofOtherCalls_isAllOfIt_eachPackageOnce() {
        Forecast other = Forecast.of(
                List.of(
                        program("a", profile("P"), "fmt"),
                        program("b", NONE, "fmt"),
                        program("c", new Guidance.Refused("not CPU"), "os")),
                profile("Q"));
        assertThat(other.again()).isEqualTo(5);
        assertThat(other.packages()).isEqualTo(5);
        assertThat(other.lines()).extracting(Forecast.Line::again).containsExactly(2, 2, 2);
    }

    /** What go has made for one program with a profile, another that gets the same one finds. */
    @Test
    void forecast_ofAProfileThatAnotherProgramHas_isWhatThatOneDoesNotUse() {
        Forecast forecast =
                Forecast.of(List.of(program("a", profile("P"), "fmt"), program("b", NONE, "fmt", "os")), profile("P"));
        assertThat(forecast.again()).as("b and os").isEqualTo(2);
        assertThat(forecast.lines()).extracting(Forecast.Line::linked).containsExactly(false, true);
    }
}
