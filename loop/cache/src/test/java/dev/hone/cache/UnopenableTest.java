package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnopenableTest {
    @TempDir
    private Path folder;

    @Test
    void file_isSeen_andCannotBeOpened() {
        Found found = new Unopenable(folder.resolve("unopenable")).found().orElseThrow();
        assertThat(found.size()).isZero();
        assertThat(found.file()).exists().satisfies(UnopenableTest::isEmpty);
        assertThatThrownBy(() -> Files.newInputStream(found.file()).close()).isInstanceOf(IOException.class);
    }

    private static void isEmpty(Path file) throws IOException {
        assertThat(Files.size(file)).isZero();
    }

    @Test
    void file_isOneForAll() {
        Path file = folder.resolve("unopenable");
        Found first = new Unopenable(file).found().orElseThrow();
        assertThat(new Unopenable(file).found()).contains(first);
    }

    /** Names of sockets are short; and there is no other for those who may open everything. */
    @Test
    void file_inAFolderFarDown_isNoneThatOpens() throws IOException {
        Path far = Files.createDirectories(folder.resolve("a".repeat(120)));
        new Unopenable(far.resolve("unopenable"))
                .found()
                .ifPresent(found -> assertThatThrownBy(
                                () -> Files.newInputStream(found.file()).close())
                        .isInstanceOf(IOException.class));
    }

    @Test
    void file_thatOpens_isNotUsed() throws IOException {
        Path file = Files.writeString(folder.resolve("unopenable"), "");
        assertThat(new Unopenable(file).found()).isEmpty();
    }

    @Test
    void file_thatCannotBeMade_isNone() {
        assertThat(new Unopenable(folder.resolve("nowhere/unopenable")).found()).isEmpty();
    }
}
