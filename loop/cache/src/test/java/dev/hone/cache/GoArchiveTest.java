package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GoArchiveTest {
    @Test
    void archive_underItsOwnAction_isFine() {
        assertThat(GoArchive.kind(Outputs.archive(Outputs.action(1), "code"), Outputs.action(1)))
                .isEqualTo(GoArchive.Kind.FINE);
    }

    @Test
    void archive_underAnotherAction_isNot() {
        assertThat(GoArchive.kind(Outputs.archive(Outputs.action(2), "code"), Outputs.action(1)))
                .isEqualTo(GoArchive.Kind.OF_ANOTHER_ACTION);
    }

    @Test
    void archive_withoutABuildId_isNot() {
        byte[] archive = Outputs.archive(Outputs.action(1), "code");
        assertThat(GoArchive.kind(Arrays.copyOf(archive, 80), Outputs.action(1)))
                .isEqualTo(GoArchive.Kind.OF_ANOTHER_ACTION);
    }

    @Test
    void index_isRecognized() {
        assertThat(GoArchive.kind(Outputs.bytes("go index v2\n\0\0"), Outputs.action(1)))
                .isEqualTo(GoArchive.Kind.INDEX);
    }

    @Test
    void anythingElse_isFine() {
        for (String text : new String[] {"", "!<arch>\n", "# vet facts", "go index"}) {
            assertThat(GoArchive.kind(Outputs.bytes(text), Outputs.action(1)))
                    .as(text)
                    .isEqualTo(GoArchive.Kind.FINE);
        }
    }
}
