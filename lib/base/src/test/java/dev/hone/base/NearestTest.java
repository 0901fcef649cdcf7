package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> WORDS = List.of("profile", "explore", "cache", "tune", "up", "pgo");

    @ParameterizedTest
    @CsvSource({
        "profile, profile",
        "profil, profile",
        "profiles, profile",
        "prifile, profile",
        "porfile, profile",
        "rpofiel, profile",
        "cahce, cache",
        "tnue, tune",
        "pg, pgo",
        "pog, pgo",
    })
    void to_slipOfTheFingers_isTheWordMeant(String written, String meant) {
        assertThat(Nearest.to(written, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "u", "pu", "deploy", "profanity", "CACHE", "🦫"})
    void to_wordFarFromAll_isNothing(String written) {
        assertThat(Nearest.to(written, WORDS)).isEmpty();
    }

    @Test
    void to_tie_goesToTheFirstInTheAlphabet() {
        assertThat(Nearest.to("bat", List.of("rat", "cat", "hat"))).contains("cat");
    }

    @Test
    void to_noCandidates_isNothing() {
        assertThat(Nearest.to("cache", List.of())).isEmpty();
    }

    @Test
    void to_neighboursSwapped_countsAsOneEdit() {
        assertThat(Nearest.to("abc", List.of("acb", "xyc"))).contains("acb");
    }

    @Test
    void hint_likelySlip_asksWhetherThatWasMeant() {
        assertThat(Nearest.hint("cahce", WORDS)).isEqualTo("; did you mean 'cache'?");
    }

    @Test
    void hint_nothingNear_isEmpty() {
        assertThat(Nearest.hint("deploy", WORDS)).isEmpty();
    }
}
