package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelTextTest {
    private static LabelText.Matcher is(String label, String value) {
        return new LabelText.Matcher(label, "=", value);
    }

    /** As pyroscope-go 1.4.3 sends it. */
    @Test
    void series_asTheSdkSendsIt_hasBareValues() {
        LabelText.Said said =
                LabelText.series("demo{__session_id__=c1b2,a=b c, otel.scope.name=com.grafana.pyroscope/go}");

        assertThat(said.head()).isEqualTo("demo");
        assertThat(said.matchers())
                .containsExactly(
                        is("__session_id__", "c1b2"),
                        is("a", "b c"),
                        is("otel.scope.name", "com.grafana.pyroscope/go"));
    }

    @Test
    void series_withQuotedValues_mayHoldAnything() {
        LabelText.Said said = LabelText.series(" web { zone = \"a,}\\\"b\\\\\" , version=\"\" }");

        assertThat(said.head()).isEqualTo("web");
        assertThat(said.matchers()).containsExactly(is("zone", "a,}\"b\\"), is("version", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web{}", "web{ }", " web "})
    void series_withoutLabels_isItsName(String text) {
        assertThat(LabelText.series(text)).isEqualTo(new LabelText.Said("web", java.util.List.of()));
    }

    @Test
    void series_whoseBareValueLooksLikeAnOperator_keepsIt() {
        assertThat(LabelText.series("web{a=~x}").matchers()).containsExactly(is("a", "~x"));
    }

    @Test
    void selector_hasFourOperators() {
        assertThat(LabelText.selector("{a=\"1\", b!=\"2\",c=~\"3\",d!~\"4\"}").matchers())
                .extracting(LabelText.Matcher::operator)
                .containsExactly("=", "!=", "=~", "!~");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "web{a",
                "web{a=",
                "web{a=b",
                "web{a=\"b}",
                "web{a=\"b\\",
                "web{a=\"b\"c}",
                "web{,}",
                "web{a b}",
                "web{a!=b}",
                "web{a}"
            })
    void series_thatCannotBeRead_isRefused(String text) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> LabelText.series(text))
                .matches(e -> e.error() == PushError.BAD_LABELS)
                .withMessageContaining("write them as app{key=\"value\"}");
    }

    @Test
    void series_thatIsTooMuch_isRefused() {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> LabelText.series("web{" + "a=b,".repeat(101) + "}"))
                .withMessageContaining("more than 100");
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> LabelText.series("w".repeat(9_000)))
                .withMessageContaining("longer than");
    }
}
