package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void encode_ofOurOwnKeys_changesNothing() {
        for (String part : List.of("default.pgo", "web-1", "1732166400000000000", "head.json", "0a1f", "a b")) {
            assertThat(FileNames.encode(part)).isEqualTo(part);
        }
        assertThat(FileNames.path(Path.of("/r"), BlobKey.of("web/hone/head.json")))
                .isEqualTo(Path.of("/r/web/hone/head.json"));
    }

    @Test
    void encode_ofWhatFileSystemsMixUp_keepsItApart() {
        assertThat(FileNames.encode("A")).isEqualTo("%41");
        assertThat(FileNames.encode("a%2Fb")).isEqualTo("a%252%46b");
        assertThat(FileNames.encode("é")).isEqualTo("%c3%a9");
        assertThat(FileNames.encode("a:b\\c")).isEqualTo("a%3ab%5cc");
    }

    @Test
    void decode_ofWhatNoKeyIsWrittenAs_isEmpty() {
        for (String name : List.of("A", "%", "%4", "%61", "%4G", "%C3%A9", "é", "a:b", "%ff", "a%", "%c3", "a\nb")) {
            assertThat(FileNames.decode(name)).as(name).isEmpty();
        }
    }

    @Test
    void names_ofManyParts_comeBackAndDifferWithoutRegardToCase() {
        Random random = new Random(11);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String part = random.ints(random.nextInt(1, 6), 0, 12)
                    .collect(
                            StringBuilder::new,
                            (text, at) -> text.appendCodePoint(
                                    "aAäÄ%4é日.- \ud83d\ude00".codePoints().toArray()[at]),
                            StringBuilder::append)
                    .toString();
            String name = FileNames.encode(part);
            assertThat(FileNames.decode(name)).contains(part);
            assertThat(names.merge(name.toLowerCase(Locale.ROOT), part, (before, now) -> before))
                    .isEqualTo(part);
        }
    }
}
