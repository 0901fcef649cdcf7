package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.cache.ScriptedPorter.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PackingTest {
    private static final byte[] BODY = Outputs.bytes("some text, ".repeat(200));
    private static final byte[] FRAME = Outputs.zstd(BODY);

    @TempDir
    Path folder;

    private Porter porter = Porter.NONE;
    private Path kept;
    private Path beside;

    @BeforeEach
    void name() {
        kept = folder.resolve("kept");
        beside = folder.resolve("beside");
    }

    private Packing packing(byte[] body, Script script) throws IOException {
        porter = Porter.in(folder, () -> new ScriptedPorter(script), new Random(1));
        return packing(body);
    }

    private Packing packing(byte[] body) throws IOException {
        Files.write(kept, body);
        ActionRecord record = new ActionRecord(Outputs.output(BODY), BODY.length, Instant.EPOCH);
        return Packing.of(kept, record, beside, porter);
    }

    @AfterEach
    void end() {
        porter.close();
    }

    private static String done(boolean packed, String output) {
        return "{'id':ID,'end':'done','bytes':" + BODY.length + ",'sha256':'" + output + "','packed':" + packed
                + ",'stored':9,'storedSha256':'s','storedMd5':'m'}";
    }

    private static byte[] stored(Packing packing) throws IOException {
        try (InputStream in = packing.output().content().open()) {
            return in.readAllBytes();
        }
    }

    @Test
    void of_whatAPorterPacked_isItsFileAndDigests() throws IOException {
        Script packs = (line, it) -> {
            Files.write(Path.of(ScriptedPorter.file(line)), FRAME);
            it.say(line, done(true, Outputs.output(BODY).hex()));
        };
        try (Packing packing = packing(BODY, packs)) {
            assertThat(packing.output().encoding()).isEqualTo(Encoding.ZSTD);
            assertThat(stored(packing)).isEqualTo(FRAME);
            assertThat(packing.output().digests()).isEqualTo(new StoredDigests("m", "s"));
        }
        assertThat(beside).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void of_whatDidNotGetSmaller_isTheOutputItself() throws IOException {
        Script leaves =
                (line, it) -> it.say(line, done(false, Outputs.output(BODY).hex()));
        try (Packing packing = packing(BODY, leaves)) {
            assertThat(packing.output().encoding()).isEqualTo(Encoding.RAW);
            assertThat(stored(packing)).isEqualTo(BODY);
        }
        assertThat(kept).hasBinaryContent(BODY);
    }

    @Test
    void of_whatIsNotTheOutput_isRefused() {
        Script finds = (line, it) -> {
            Files.write(Path.of(ScriptedPorter.file(line)), FRAME);
            it.say(line, done(true, "00"));
        };
        assertThatThrownBy(() -> packing(BODY, finds))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.POISONED));
        assertThat(beside).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "order", "broken"})
    void of_whatAPorterCannotPack_isPackedHere(String why) throws IOException {
        Script fails = (line, it) -> it.say(line, "{'id':ID,'end':'failed','why':'" + why + "','text':''}");
        try (Packing packing = packing(BODY, fails)) {
            assertThat(packing.output().encoding()).isEqualTo(Encoding.ZSTD);
            assertThat(stored(packing)).isEqualTo(FRAME);
        }
    }

    @Test
    void of_whatIsGone_saysSo() {
        Script misses = (line, it) -> {
            Files.delete(kept);
            it.say(line, "{'id':ID,'end':'failed','why':'missing','text':''}");
        };
        assertThatThrownBy(() -> packing(BODY, misses)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void of_whatIsDamagedHere_isRefusedWithoutAPorterToo() {
        assertThatThrownBy(() -> packing(Outputs.bytes("damaged")))
                .isInstanceOfSatisfying(
                        CacheException.class, e -> assertThat(e.error()).isEqualTo(CacheError.POISONED));
    }
}
