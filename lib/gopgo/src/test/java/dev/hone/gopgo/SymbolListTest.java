package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.profile.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SymbolListTest {
    private static SymbolList read(String text) throws IOException {
        return SymbolList.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean contains(String list, String name) throws IOException {
        return read(list).contains(Text.of(name));
    }

    @Test
    void nm_withAddresses_sizes_andUndefinedSymbols_givesNames() throws IOException {
        SymbolList list = read("""
                  4a2b40 T main.main
                  4a2b60      96 t main.(*T).work
                         U puts
                  4a2c00 T main.Map[go.shape.struct { A int; B string }]
                """);

        assertThat(list.size()).isEqualTo(4);
        for (String name :
                new String[] {"main.main", "main.(*T).work", "puts", "main.Map[go.shape.struct { A int; B string }]"}) {
            assertThat(list.contains(Text.of(name))).as(name).isTrue();
        }
    }

    @Test
    void plainNames_areTakenAsTheyAre() throws IOException {
        assertThat(contains("main.main\r\n\n  main.größe\n", "main.größe")).isTrue();
        assertThat(contains("main.Map[go.shape.struct { A int }]", "main.Map[go.shape.struct { A int }]"))
                .isTrue();
        assertThat(contains("add\nfeed", "add"))
                .as("looks like a number in hex")
                .isTrue();
        assertThat(contains("main.main", "main.mai")).isFalse();
    }

    @Test
    void what_isNoList_isRefused() {
        assertThatThrownBy(() -> read("\u007fELF\u0002\u0001"))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(GoProfileError.NOT_SYMBOLS))
                .hasMessageContaining("go tool nm PROGRAM");
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("no names");
        assertThatThrownBy(() -> read("a\0b")).hasMessageContaining("control characters");
        assertThatThrownBy(() -> read("x".repeat(70_000))).hasMessageContaining("longer than 64 KiB");
    }
}
