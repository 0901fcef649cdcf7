package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
    private static final ActionId ACTION = Outputs.action(1);
    private static final ActionRecord RECORD =
            new ActionRecord(Outputs.output(Outputs.bytes("x")), 1, Instant.ofEpochSecond(5, 7));
    private static final Spool.Waiting WAITING = new Spool.Waiting(RECORD, false);

    @TempDir
    private Path root;

    private LocalStore local;

    @BeforeEach
    void open() {
        local = LocalStore.open(root, LocalSettings.USUAL, InstantSource.system(), new Random(1));
    }

    private Spool spool() {
        return new Spool(root.resolve("spool").resolve("store"), local.incoming());
    }

    @Test
    void read_givesWhatWasAdded_andTheLastOfSeveral() throws IOException {
        try (Spool spool = spool()) {
            spool.add(ACTION, WAITING);
            Spool.Waiting replacing = new Spool.Waiting(RECORD, true);
            spool.add(ACTION, replacing);

            assertThat(spool.read(ACTION)).contains(replacing);
            assertThat(spool.all()).containsExactly(ACTION);
        }
    }

    @Test
    void done_withWhatWasSharedMeanwhile_leavesWhatCameSince() throws IOException {
        try (Spool spool = spool()) {
            spool.add(ACTION, new Spool.Waiting(RECORD, true));

            spool.done(ACTION, WAITING);
            assertThat(spool.all()).containsExactly(ACTION);

            spool.done(ACTION, new Spool.Waiting(RECORD, true));
            assertThat(spool.all()).isEmpty();
        }
    }

    @Test
    void all_takesOverFromTheDead_andNotFromTheLiving() throws IOException {
        Spool dead = spool();
        dead.add(Outputs.action(2), WAITING);
        dead.close();
        try (Spool living = spool();
                Spool spool = spool()) {
            living.add(Outputs.action(3), WAITING);

            assertThat(spool.all()).containsExactly(Outputs.action(2));
            assertThat(living.all()).containsExactly(Outputs.action(3));
        }
    }

    @Test
    void close_withNothingLeft_leavesNoFiles() throws IOException {
        try (Spool spool = spool()) {
            spool.add(ACTION, WAITING);
            spool.done(ACTION, WAITING);
        }

        try (Stream<Path> left = Files.list(root.resolve("spool").resolve("store"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void read_ofWhatACrashLeft_isNothing() {
        assertThat(Spool.parse(new byte[0])).isEmpty();
        assertThat(Spool.parse(Outputs.bytes("hone1 half a"))).isEmpty();
        assertThat(Spool.parse(
                        Outputs.bytes(new String(RECORD.bytes(), java.nio.charset.StandardCharsets.US_ASCII) + "what")))
                .isEmpty();
        assertThat(Spool.parse(new byte[1 << 20])).isEmpty();
    }

    @Test
    void eviction_keepsWhatWaits_andOnlyThat() throws IOException {
        Path waiting = old("waiting");
        Path other = old("other");
        try (Spool spool = spool()) {
            spool.add(
                    ACTION,
                    new Spool.Waiting(
                            new ActionRecord(Outputs.output(Outputs.bytes("waiting")), 7, Instant.EPOCH), false));

            LocalSettings none = new LocalSettings(ByteSize.of(0), Duration.ofDays(1), ByteSize.of(100));
            new Eviction(root, none).run(Instant.now(), false);

            assertThat(waiting).exists();
            assertThat(other).doesNotExist();
        }
    }

    private Path old(String text) throws IOException {
        Path file = local.file(Outputs.output(Outputs.bytes(text)));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(10))));
        return file;
    }
}
