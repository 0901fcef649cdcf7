package dev.hone.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    @Test
    void find_partOfTheName_matches() {
        assertThat(TextPattern.of("net/http").find(Text.of("net/http.(*conn).serve")))
                .isTrue();
        assertThat(TextPattern.of("^http").find(Text.of("net/http.(*conn).serve")))
                .isFalse();
    }

    @Test
    void find_charactersBeyondAscii_areCharactersAndNotBytes() {
        assertThat(TextPattern.of("^grö.e$").find(Text.of("größe"))).isTrue();
        assertThat(TextPattern.of("^.$").find(Text.of("😀"))).isTrue();
    }

    @Test
    void find_bytesThatAreNotUtf8_countAsOneReplacementEach() {
        assertThat(TextPattern.of("^a\ufffd\ufffdb$").find(bytes("a\u00e2\u0082b")))
                .isTrue();
        assertThat(TextPattern.of("^..$").find(bytes("\u00ff\u00fe"))).isTrue();
    }

    @Test
    void find_expressionThatBacktrackingWouldNeverEnd_isLinear() {
        TextPattern evil = TextPattern.of("^(a+)+(a|aa)*$");
        Text name = Text.of("a".repeat(5_000) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(evil.find(name)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a{1001}", "[z-a]", "(?<x)", "\\", "\\pX", "*"})
    void of_whatIsNoExpression_isRefusedWithTheSyntax(String expression) {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> TextPattern.of(expression))
                .withMessageStartingWith("'" + expression + "' is not a regular expression: ")
                .withMessageEndingWith("the syntax is Go's, https://go.dev/s/re2syntax")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ProfileError.BAD_PATTERN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(a{1,1000}){11}",
                "(?:(x\\){999}){999}",
                "([)]{999}){999}",
                "((\\Q)\\E{999}){999}",
                "(((((a{9,}){9}){9}){9}){9}",
                "a{999}(?i){999}(?i){999}",
                "(?:a{999})*(?i-s){999}",
                "(?:a{999})\\Q\\E{999}",
            })
    void of_expressionThatCompilesToALargeProgram_isRefusedBeforeItIsCompiled(String expression) {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> TextPattern.of(expression))
                .withMessageContaining("is too large; repeat less in it");
    }

    @Test
    void of_deeplyNestedGroups_isRefusedBeforeTheCompilerRunsOutOfStack() {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> TextPattern.of("(".repeat(4_000) + "a" + ")".repeat(4_000)))
                .withMessageContaining("is too large; repeat less in it");
    }

    @Test
    void find_largestExpressionThatCanSkipAllOfItself_doesNotRunOutOfStack() {
        assertThat(TextPattern.of("a?".repeat(2_500)).find(Text.of("b"))).isTrue();
        assertThat(TextPattern.of("(?:a{0,600}){4}").find(Text.of("b"))).isTrue();
        assertThatExceptionOfType(ProfileException.class).isThrownBy(() -> TextPattern.of("a?".repeat(2_501)));
    }

    @Test
    void of_longExpression_isShortenedInTheMessage() {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> TextPattern.of("(".repeat(9_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a{2,3}b{4}",
                "[^](){99}]{10}",
                "x{",
                "x{,5}",
                "\\Q({1000}){1000}\\E",
                "(a|b){100}",
                "[[:alpha:]]+",
                "(?i)a{9}",
                "(?:a+){99}"
            })
    void of_modestExpression_isTaken(String expression) {
        assertThat(TextPattern.of(expression)).hasToString(expression);
    }

    private static Text bytes(String latin1) {
        byte[] bytes = latin1.getBytes(ISO_8859_1);
        return new Text(bytes, 0, bytes.length);
    }
}
