package dev.hone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrappedTest {
    @Test
    void text_isBrokenAtBlanks_whereItFits() {
        assertThat(Wrapped.text("one two three", 7, "")).isEqualTo("one two\nthree\n");
        assertThat(Wrapped.text("one two three", 7, " ")).isEqualTo(" one\n   two\n   three\n");
    }

    @Test
    void word_thatIsTooLong_isNotCut() {
        assertThat(Wrapped.text("a main.(*T).work b", 5, "")).isEqualTo("a\nmain.(*T).work\nb\n");
        assertThat(Wrapped.text("", 5, "")).isEqualTo("\n");
    }
}
