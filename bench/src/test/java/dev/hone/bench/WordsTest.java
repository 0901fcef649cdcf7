package dev.hone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void of_blanksQuotesAndBackslashes_areThoseOfAShell() {
        assertThat(Words.of("  a  b\tc ")).containsExactly("a", "b", "c");
        assertThat(Words.of("sh -c 'a | b \"c\"' ''")).containsExactly("sh", "-c", "a | b \"c\"", "");
        assertThat(Words.of("a\"b c\"d \"\\\"\" e\\ f '\\'")).containsExactly("ab cd", "\"", "e f", "\\");
        assertThat(Words.of("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "a\\", "\"a\\"})
    void of_whatIsNotClosed_isRefused(String text) {
        assertThatThrownBy(() -> Words.of(text))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("is not closed in: " + text);
    }
}
