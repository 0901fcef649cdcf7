package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TextTest {
    private static Text bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return new Text(array, 0, array.length);
    }

    @Test
    void equality_isThatOfTheBytes() {
        byte[] shared = "xmain.mainx".getBytes(StandardCharsets.UTF_8);
        Text slice = new Text(shared, 1, 9);

        assertThat(slice).isEqualTo(Text.of("main.main")).hasSameHashCodeAs(Text.of("main.main"));
        assertThat(slice).isNotEqualTo(Text.of("main.main2")).isNotEqualTo(Text.of("main.maiN"));
        assertThat(bytes(0xff)).isNotEqualTo(bytes(0xfe));
    }

    @Test
    void order_isThatOfUnsignedBytes_notOfUtf16() {
        assertThat(bytes(0x7f)).isLessThan(bytes(0x80));
        assertThat(Text.of("a")).isLessThan(Text.of("ab"));
        // In UTF-16 the surrogates of U+10000 sort before U+FFFD.
        assertThat(Text.of("\ufffd")).isLessThan(Text.of("\ud800\udc00"));
    }

    @Test
    void toString_ofUtf8_isTheText() {
        assertThat(Text.of("main.größe[…]世界")).hasToString("main.größe[…]世界");
    }

    @Test
    void toString_ofBrokenUtf8_showsTheBytes() {
        assertThat(bytes('a', 0xff, 'b', 0xc3)).hasToString("a\\xffb\\xc3");
    }

    @Test
    void toString_ofWhatForgesOutput_isEscaped() {
        assertThat(Text.of("a\nb\r\u001b[2Jc\u202ed\u0000")).hasToString("a\\u000ab\\u000d\\u001b[2Jc\\u202ed\\u0000");
    }

    @Test
    void startsWith_looksAtTheBytes() {
        assertThat(Text.of("runtime.main").startsWith("runtime.")).isTrue();
        assertThat(Text.of("run").startsWith("runtime.")).isFalse();
        assertThat(Text.EMPTY.startsWith("")).isTrue();
    }

    @Test
    void endsWith_looksAtTheBytes() {
        assertThat(Text.of("proc.go").endsWith(".go")).isTrue();
        assertThat(Text.of("go").endsWith(".go")).isFalse();
        assertThat(Text.of("proc.go2").endsWith(".go")).isFalse();
        assertThat(bytes('x', 'a', '.', 's').endsWith(".s")).isTrue();
        assertThat(Text.EMPTY.endsWith("")).isTrue();
    }

    @Test
    void hasHidden_tellsWhatIsEscaped_butNotBrokenBytes() {
        assertThat(Text.of("main.größe").hasHidden()).isFalse();
        assertThat(bytes('a', 0xff).hasHidden()).isFalse();
        for (String hidden : new String[] {"a\nb", "a\u007f", "a\u0085", "a\u202e", "a\ufeff"}) {
            assertThat(Text.of(hidden).hasHidden()).isTrue();
        }
    }

    @Test
    void of_copiesTheBytes() {
        byte[] raw = {'a', (byte) 0xff};
        Text text = Text.of(raw, 0, raw.length);
        raw[0] = 'b';

        assertThat(text).isEqualTo(bytes('a', 0xff));
    }
}
