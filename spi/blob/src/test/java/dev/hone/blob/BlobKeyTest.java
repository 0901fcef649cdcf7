package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlobKeyTest {
    @Test
    void key_asTheGrammarSays_isTaken() {
        for (String key :
                List.of("a", "a/b", ".a", "a.", "...", "a b", "\\", "a/.hone", "é", "\ud83d\ude00", "x".repeat(1024))) {
            assertThat(BlobKey.of(key).toString()).isEqualTo(key);
        }
    }

    @Test
    void key_againstTheGrammar_isRefusedWithTheReason() {
        assertRefused("", "it is empty");
        assertRefused("/a", "a part between slashes is empty");
        assertRefused("a/", "a part between slashes is empty");
        assertRefused("a//b", "a part between slashes is empty");
        assertRefused("a/../b", "a part between slashes is '..'");
        assertRefused("./a", "a part between slashes is '.'");
        assertRefused("a\nb", "'a\\u000ab' is not a key: it holds a control character");
        assertRefused("a\u0085", "it holds a control character");
        assertRefused("a\ud83d", "it is not Unicode");
        assertRefused("x".repeat(1025), "it is longer than 1024 bytes");
        assertRefused("é".repeat(513), "it is longer than 1024 bytes");
        assertRefused(".hone/tmp", "'.hone' is for the stores themselves");
        assertRefused(".HONE", "'.hone' is for the stores themselves");
    }

    private static void assertRefused(String key, String reason) {
        assertThat(BlobKey.isKey(key)).isFalse();
        assertThatThrownBy(() -> BlobKey.of(key))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.BAD_KEY))
                .hasMessageContaining(reason);
    }

    @Test
    void keys_areOrderedAsTheirBytes() {
        int[] letters =
                "a/-0é\uffee\ue000\ud7ff\ud83d\ude00\udbff\udfff".codePoints().toArray();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String one = word(random, letters);
            String other = word(random, letters);
            int expected = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(BlobKey.compare(one, other))).isEqualTo(Integer.signum(expected));
        }
    }

    private static String word(Random random, int[] letters) {
        StringBuilder word = new StringBuilder();
        random.ints(random.nextInt(4), 0, letters.length).forEach(at -> word.appendCodePoint(letters[at]));
        return word.toString();
    }
}
