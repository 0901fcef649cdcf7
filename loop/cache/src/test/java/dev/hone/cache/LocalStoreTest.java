package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
    private final TestClock clock = TestClock.real();

    @TempDir
    Path folder;

    @Test
    void outputs_thatAreTheSame_areOneFile() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            Found first = put(store, 1, "same", pins);
            Found second = put(store, 2, "same", pins);
            assertThat(second.file()).isEqualTo(first.file());
        }
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void action_putAgain_hasTheLastOutput() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            put(store, 1, "first", pins);
            put(store, 1, "second", pins);
            assertThat(store.find(Outputs.action(1), pins).orElseThrow().file()).hasContent("second");
        }
    }

    @Test
    void output_thatWasCutShort_isAMissAndCanBePutAgain() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            Found found = put(store, 1, "whole", pins);
            Files.writeString(found.file(), "who");
            assertThat(store.find(Outputs.action(1), pins)).isEmpty();
            put(store, 1, "whole", pins);
            assertThat(store.find(Outputs.action(1), pins).orElseThrow().file()).hasContent("whole");
        }
    }

    @Test
    void output_damagedByACrashOfTheMachine_isFoundOutWhenItIsFirstUsed() throws IOException {
        LocalStore before = open();
        try (Pins pins = before.pins()) {
            Found sound = put(before, 1, "sound", pins);
            Found damaged = put(before, 2, "damaged", pins);
            Files.writeString(damaged.file(), "d@maged");
            age(sound.file());
            age(damaged.file());
        }
        // Another run of the machine, as far as the folder knows.
        Files.writeString(folder.resolve("state"), "another-run " + clock.instant() + "\n");
        LocalStore after = open();
        try (Pins pins = after.pins()) {
            assertThat(after.find(Outputs.action(1), pins)).isPresent();
            assertThat(after.find(Outputs.action(2), pins)).isEmpty();
            assertThat(after.find(Outputs.action(2), pins)).isEmpty();
        }
    }

    @Test
    void record_thatIsHalfWrittenOrOfAnotherKind_isAMiss() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            put(store, 1, "body", pins);
            Path record = recordOf(1);
            String sound = Files.readString(record);
            for (String wrong :
                    new String[] {"", "hone1", sound.substring(0, 40), sound.replace('4', '5'), "x".repeat(9999)}) {
                Files.writeString(record, wrong);
                assertThat(store.find(Outputs.action(1), pins)).as(wrong).isEmpty();
                assertThat(record).as(wrong).doesNotExist();
            }
        }
    }

    @Test
    void output_thatIsALink_isAMiss() throws IOException {
        LocalStore store = open();
        try (Pins pins = store.pins()) {
            Found found = put(store, 1, "body", pins);
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "body");
            Files.delete(found.file());
            Files.createSymbolicLink(found.file(), elsewhere);
            assertThat(store.find(Outputs.action(1), pins)).isEmpty();
        }
    }

    @Test
    void folder_thatOthersCanWriteTo_isRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> LocalStore.open(open, LocalSettings.USUAL, clock, new Random(1)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("everybody can write to it");
    }

    @Test
    void folder_thatIsALinkOrAFile_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path wrong : new Path[] {link, file}) {
            assertThatThrownBy(() -> LocalStore.open(wrong, LocalSettings.USUAL, clock, new Random(1)))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void folder_isTheOwnersOnly() throws IOException {
        Path made = folder.resolve("made").resolve("deeply");
        LocalStore.open(made, LocalSettings.USUAL, clock, new Random(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void opening_sweepsAwayWhatTheDeadLeft() throws IOException {
        open();
        Path old = Files.writeString(folder.resolve("incoming").resolve("4711-1-aaaaaaaa"), "half a body");
        Path young = Files.writeString(folder.resolve("incoming").resolve("4711-2-aaaaaaaa"), "half a body");
        Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(3))));
        open();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(1))));
    }

    private Path recordOf(int action) {
        String hex = Outputs.action(action).hex();
        return folder.resolve("a").resolve(hex.substring(0, 2)).resolve(hex);
    }

    private Found put(LocalStore store, int action, String text, Pins pins) throws IOException {
        byte[] body = Outputs.bytes(text);
        Staged staged = store.incoming().take(new ByteArrayInputStream(body), Outputs.output(body), body.length);
        return store.put(Outputs.action(action), staged, clock.instant(), pins);
    }

    private LocalStore open() throws IOException {
        return LocalStore.open(folder.toRealPath(), LocalSettings.USUAL, clock, new Random(1));
    }
}
