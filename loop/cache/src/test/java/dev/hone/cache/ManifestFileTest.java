package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {
    private static final Instant MADE = Instant.parse("2026-11-22T02:00:00Z");
    private static final String PACK = Outputs.output(Outputs.bytes("a pack")).hex();
    private static final int HEADER_AT = 20;

    @TempDir
    Path folder;

    private static Entry entry(int action, Place place) {
        return new Entry(Outputs.action(action), Outputs.output(Outputs.bytes("body " + action)), action, MADE, place);
    }

    private static Manifest some() {
        return new Manifest(
                MADE,
                List.of(new Pack(PACK, Pack.LARGEST), new Pack(OutputId.EMPTY.hex(), 0)),
                List.of(
                        entry(1, new Place(0, Form.ZSTD, 0, 4)),
                        entry(2, new Place(0, Form.RAW, 4, Pack.LARGEST - 4)),
                        entry(3, new Place(Place.INLINE, Form.ZSTD, 1, 2)),
                        entry(4, new Place(1, Form.RAW, 0, 0)),
                        entry(5, Place.NONE)));
    }

    private byte[] written(Manifest manifest) throws IOException {
        Path inlined = Files.writeString(folder.resolve("inlined"), "abc");
        Path file = folder.resolve("manifest");
        ManifestFile.write(file, manifest, inlined);
        return Files.readAllBytes(file);
    }

    private Manifest read(byte[] bytes) throws IOException {
        return ManifestFile.read(Files.write(folder.resolve("read"), bytes));
    }

    @Test
    void manifest_thatWasWritten_isReadAsItWas() throws IOException {
        byte[] bytes = written(some());
        assertThat(read(bytes)).isEqualTo(some());
        assertThat(new String(bytes, bytes.length - 3, 3, StandardCharsets.US_ASCII))
                .isEqualTo("abc");
    }

    @Test
    void header_isAsDocumented() throws IOException {
        byte[] bytes = written(some());
        int length = ByteBuffer.wrap(bytes).getInt(16);
        assertThat(new String(bytes, 0, 16, StandardCharsets.US_ASCII)).isEqualTo("hone manifest 1\n");
        assertThat(new String(bytes, HEADER_AT, length, StandardCharsets.UTF_8))
                .isEqualTo("{\"made\":\"2026-11-22T02:00:00Z\",\"entries\":5,\"inlined\":3,\"packs\":[{\"id\":\"" + PACK
                        + "\",\"stored\":67108864},{\"id\":\"" + OutputId.EMPTY.hex() + "\",\"stored\":0}]}");
        assertThat(bytes).hasSize(HEADER_AT + length + 5 * 92 + 3);
    }

    @Test
    void entry_thatIsWrongInItself_isNotThere() throws IOException {
        List<Entry> wrong = List.of(
                entry(11, new Place(0, Form.RAW, 1, Pack.LARGEST)),
                entry(12, new Place(2, Form.RAW, 0, 0)),
                entry(13, new Place(Place.INLINE, Form.RAW, 2, 2)),
                entry(14, new Place(1, Form.ZSTD, 0xffffffffL, 0xffffffffL)));
        Manifest with = new Manifest(MADE, some().packs(), wrong);
        assertThat(read(written(with)).entries()).isEmpty();
    }

    @Test
    void entry_storedInAWayThatNobodyKnows_isNotThere() throws IOException {
        byte[] bytes = written(some());
        int length = ByteBuffer.wrap(bytes).getInt(16);
        bytes[HEADER_AT + length + 82] = 9;
        assertThat(read(bytes).entries())
                .containsExactlyElementsOf(some().entries().subList(1, 5));
    }

    @Test
    void manifest_thatEndsAnywhereBeforeItsBodies_isNone() throws IOException {
        byte[] bytes = written(some());
        for (int length = 0; length < bytes.length - 3; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(part)).as("%d bytes", length).isInstanceOf(CacheException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"entries\":10000000,\"inlined\":0}",
                "{\"entries\":-1,\"inlined\":0}",
                "{\"entries\":0,\"inlined\":-1}",
                "{\"entries\":1e9,\"inlined\":0}",
                "{\"entries\":0,\"inlined\":0,\"packs\":{}}",
                "{\"entries\":0,\"inlined\":0,\"packs\":[{\"id\":\"../../x\",\"stored\":1}]}",
                "{\"entries\":0,\"inlined\":0,\"packs\":[{\"stored\":1}]}",
                "{\"entries\":0,\"inlined\":0,\"made\":\"now\"}",
                "{\"entries\":0,\"inlined\":0"
            })
    void header_thatMakesNoSense_isNone(String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(HEADER_AT + text.length)
                .put("hone manifest 1\n".getBytes(StandardCharsets.US_ASCII))
                .putInt(text.length)
                .put(text)
                .array();
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(CacheException.class);
    }

    @Test
    void header_ofTooManyBytes_isNotRead() {
        byte[] bytes = ByteBuffer.allocate(HEADER_AT)
                .put("hone manifest 1\n".getBytes(StandardCharsets.US_ASCII))
                .putInt(Integer.MAX_VALUE)
                .array();
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("a header of 2147483647 bytes");
    }

    @Test
    void members_ofALaterTime_arePassedOver() throws IOException {
        String header = "{\"later\":{\"a\":[1,2]},\"entries\":0,\"packs\":[{\"id\":\"" + PACK
                + "\",\"later\":[[]],\"stored\":7}],\"inlined\":0}";
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(HEADER_AT + text.length + 9)
                .put("hone manifest 1\n".getBytes(StandardCharsets.US_ASCII))
                .putInt(text.length)
                .put(text)
                .array();
        assertThat(read(bytes).packs()).containsExactly(new Pack(PACK, 7));
    }
}
