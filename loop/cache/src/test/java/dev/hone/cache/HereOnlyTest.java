package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HereOnlyTest {
    private static final int MOST = 100;

    @TempDir
    Path folder;

    private HereOnly open() throws IOException {
        Path incoming = Files.createDirectories(folder.resolve("incoming"));
        return new HereOnly(folder.resolve("remote/here-only"), new Incoming(incoming, 1, new Random(1)), MOST);
    }

    @Test
    void action_thatWasNoted_isKnownToLaterProcesses() throws IOException {
        HereOnly first = open();
        first.add(Outputs.action(1));
        first.add(Outputs.action(1));
        assertThat(first.has(Outputs.action(1))).isTrue();
        assertThat(first.has(Outputs.action(2))).isFalse();
        assertThat(open().has(Outputs.action(1))).isTrue();
        assertThat(Files.size(folder.resolve("remote/here-only"))).isEqualTo(33);
    }

    @Test
    void linesThatAreDamaged_arePassedOver() throws IOException {
        Path file = folder.resolve("remote/here-only");
        open().add(Outputs.action(1));
        Files.writeString(
                file,
                "0123\n\u0000\u00ff\n" + "g".repeat(32) + "\n" + "A".repeat(32) + "\nhalf a line",
                StandardOpenOption.APPEND);
        HereOnly after = open();
        after.add(Outputs.action(2));
        after.add(Outputs.action(3));
        assertThat(open().has(Outputs.action(1))).isTrue();
        assertThat(open().has(Outputs.action(2)))
                .as("it stands behind half a line")
                .isFalse();
        assertThat(open().has(Outputs.action(3))).isTrue();
    }

    @Test
    void memory_isBounded_andKeepsWhatIsNew() throws IOException {
        HereOnly memory = open();
        for (int i = 0; i <= MOST; i++) {
            memory.add(Outputs.action(i));
        }
        assertThat(memory.has(Outputs.action(MOST))).isTrue();
        assertThat(memory.has(Outputs.action(0))).isFalse();
        HereOnly later = open();
        assertThat(later.has(Outputs.action(MOST))).isTrue();
        assertThat(later.has(Outputs.action(0))).isFalse();
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void fileThatIsTooLarge_orNone_isNotRead() throws IOException {
        Path file = folder.resolve("remote/here-only");
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, new byte[1 << 14]);
        assertThat(open().has(Outputs.action(1))).isFalse();
        Files.delete(file);
        Files.createDirectories(file);
        HereOnly memory = open();
        memory.add(Outputs.action(1));
        assertThat(memory.has(Outputs.action(1))).isTrue();
    }
}
