package dev.hone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnWidthTest {
    @Test
    void width_countsColumns_notCharacters() {
        assertThat(ColumnWidth.of("net/http.(*conn).serve")).isEqualTo(22);
        assertThat(ColumnWidth.of("größe")).isEqualTo(5);
        assertThat(ColumnWidth.of("u\u0308")).as("combining").isEqualTo(1);
        assertThat(ColumnWidth.of("名前")).isEqualTo(4);
        assertThat(ColumnWidth.of("🚀")).isEqualTo(2);
    }

    @Test
    void fit_cutsTheMiddle_andKeepsTheEnd() {
        assertThat(ColumnWidth.fit("short", 5)).isEqualTo("short");
        assertThat(ColumnWidth.fit("github.com/some/where/pkg.(*T).Method", 20)).isEqualTo("gith…pkg.(*T).Method");
        assertThat(ColumnWidth.fit("slices.SortFunc[go.shape.[]int,go.shape.int].func1", 30))
                .isEqualTo("slices.SortFunc[…].func1");
    }

    @Test
    void fit_neverCutsThroughACharacter_andFillsNoMoreThanAsked() {
        String text = "名🚀名🚀名🚀名🚀名🚀u\u0308名🚀";
        for (int columns = 3; columns < 30; columns++) {
            String cut = ColumnWidth.fit(text, columns);
            assertThat(ColumnWidth.of(cut)).isLessThanOrEqualTo(columns);
            assertThat(cut.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                    .isTrue();
        }
    }
}
