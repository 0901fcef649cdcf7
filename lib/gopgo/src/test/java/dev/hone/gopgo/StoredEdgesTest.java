package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import dev.hone.profile.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredEdgesTest {
    private static final Path EXAMPLE = Path.of("..", "..", "docs", "examples", "cpu.pb.gz");

    /** The worked example of docs/formats/edge-map.md. */
    private static final EdgeMap WORKED = map(
            edge("main.main", 3, "main.work", 90),
            edge("main.main", 7, "main.work", 10),
            edge("main.work", -1, "main.(*T).Do", 300));

    private static void assertRefused(byte[] stored, EdgeMapError code) {
        assertThatThrownBy(() -> StoredEdges.of(stored).map())
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(code))
                .message()
                .isNotBlank();
        assertThatThrownBy(() -> new EdgeSum(1).add(StoredEdges.of(stored)))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static EdgeMap example() {
        ProfileReader reader = new ProfileReader(ProfileLimits.defaults());
        return ProfileEdges.read(() -> reader.readUnchecked(EXAMPLE), GoRelease.GO_1_26);
    }

    @Test
    void map_ofWhatWasStored_isTheMap() {
        Random random = new Random(31);
        for (int round = 0; round < 300; round++) {
            EdgeMap map = RandomMaps.next(random);
            StoredEdges stored = StoredEdges.of(map);

            assertThat(stored.map()).isEqualTo(map);
            assertThat(new EdgeSum(round).add(stored).toMap()).isEqualTo(map);
            assertThat(StoredEdges.of(stored.map()).bytes()).isEqualTo(stored.bytes());
        }
    }

    @Test
    void map_ofExtremes_isTheMap() {
        EdgeMap map = map(
                edge("", Long.MIN_VALUE, "", Long.MIN_VALUE),
                edge("", Long.MAX_VALUE, "", Long.MAX_VALUE),
                edge("", 0, "a".repeat(100_000), 0),
                edge("a".repeat(100_000) + "b", -1, "größe\n\0", -1));

        assertThat(StoredEdges.of(map).map()).isEqualTo(map);
        assertThat(StoredEdges.of(EdgeMap.EMPTY).map()).isEqualTo(EdgeMap.EMPTY);
    }

    @Test
    void sumOfStoredMaps_isTheSumOfTheMaps() {
        Random random = new Random(32);
        for (int round = 0; round < 30; round++) {
            List<EdgeMap> maps = List.of(RandomMaps.next(random), RandomMaps.next(random), RandomMaps.next(random));
            EdgeSum sum = new EdgeSum(1);
            EdgeSum ofStored = new EdgeSum(2);
            for (int i = 0; i < maps.size(); i++) {
                sum.add(maps.get(i), i + 1);
                ofStored.add(StoredEdges.of(maps.get(i)), i + 1);
            }

            assertThat(ofStored.toMap()).isEqualTo(sum.toMap());
            assertThat(Digests.of(ofStored.toMap())).isEqualTo(Digests.of(sum.toMap()));
        }
    }

    /** So that neither the writer nor the page that describes the form changes unnoticed. */
    @Test
    void bytes_ofTheWorkedExample_areThoseOnThePage() throws IOException {
        byte[] stored = StoredEdges.of(WORKED).bytes();

        String page = Files.readString(Path.of("..", "..", "docs", "formats", "edge-map.md"));
        String dump = page.substring(page.indexOf("```hex") + 6, page.indexOf("```", page.indexOf("```hex") + 6));
        String hex = dump.lines().map(line -> line.replaceFirst(" {3,}.*", "")).reduce("", String::concat);
        assertThat(HexFormat.of().formatHex(stored)).isEqualTo(hex.replace(" ", ""));
    }

    /** The golden file is what version 1 made of the example: every later Hone reads it, and none writes version 1 anew. */
    @Test
    void bytes_ofTheExample_areThoseOfTheGoldenFile() throws IOException {
        try (InputStream golden = StoredEdgesTest.class.getResourceAsStream("example.edges")) {
            assertThat(golden).isNotNull();
            assertThat(StoredEdges.next(golden).orElseThrow().map()).isEqualTo(example());
        }
        try (InputStream golden = StoredEdgesTest.class.getResourceAsStream("example.edges")) {
            assertThat(StoredEdges.of(example()).bytes()).isEqualTo(golden.readAllBytes());
        }
    }

    @Test
    void maps_fromAStream_comeOneAfterTheOther() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(StoredEdges.of(WORKED).bytes());
        file.writeBytes(StoredEdges.of(EdgeMap.EMPTY).bytes());
        InputStream in = new ByteArrayInputStream(file.toByteArray());

        assertThat(StoredEdges.next(in).orElseThrow().map()).isEqualTo(WORKED);
        assertThat(StoredEdges.next(in).orElseThrow().map()).isEqualTo(EdgeMap.EMPTY);
        assertThat(StoredEdges.next(in)).isEmpty();
    }

    @Test
    void next_ofAStreamThatFails_saysSo() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> StoredEdges.next(broken))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(EdgeMapError.UNREADABLE))
                .hasMessageContaining("closed");
    }

    @Test
    void map_ofAMappedFileAndOfABuffer_isTheMap(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("map");
        byte[] stored = StoredEdges.of(WORKED).bytes();
        Files.write(file, stored);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, stored.length, arena);
            assertThat(StoredEdges.of(mapped).map()).isEqualTo(WORKED);
            assertThat(StoredEdges.of(mapped).length()).isEqualTo(stored.length);
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(stored.length + 2).put(1, stored);
        assertThat(StoredEdges.of(buffer.position(1).limit(stored.length + 1)).map())
                .isEqualTo(WORKED);
    }

    @Test
    void everyFlippedBit_isRefused() {
        byte[] stored = StoredEdges.of(WORKED).bytes();
        for (int bit = 0; bit < Byte.SIZE * stored.length; bit++) {
            byte[] flipped = stored.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> StoredEdges.of(flipped).map())
                    .as("bit " + bit)
                    .isInstanceOf(GoProfileException.class);
        }
    }

    @Test
    void everyCutAndEveryByteTooMany_isRefused() {
        byte[] stored = StoredEdges.of(WORKED).bytes();
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertRefused(cut, length == 0 ? EdgeMapError.NOT_AN_EDGE_MAP : EdgeMapError.TRUNCATED);
            if (length > 0) {
                assertThatThrownBy(() -> StoredEdges.next(new ByteArrayInputStream(cut)))
                        .isInstanceOfSatisfying(
                                GoProfileException.class,
                                e -> assertThat(e.code()).isEqualTo(EdgeMapError.TRUNCATED));
            }
        }
        assertRefused(Arrays.copyOf(stored, stored.length + 1), EdgeMapError.TRAILING_BYTES);
    }

    @Test
    void otherFilesAndNewerVersions_areRefusedAsWhatTheyAre() {
        byte[] newer = StoredEdges.of(WORKED).bytes();
        newer[4] = 2;

        assertRefused(newer, EdgeMapError.NEWER_VERSION);
        assertRefused(Arrays.copyOf(newer, 16), EdgeMapError.NEWER_VERSION);
        assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, EdgeMapError.NOT_AN_EDGE_MAP);
        assertRefused("GO PREPROFILE V1\n".getBytes(StandardCharsets.US_ASCII), EdgeMapError.NOT_AN_EDGE_MAP);
    }

    @Test
    void sum_afterADamagedMap_isAsItWas() {
        byte[] damaged = StoredEdges.of(WORKED).bytes();
        damaged[damaged.length - 1] ^= 1;
        EdgeSum sum = new EdgeSum(1).add(WORKED);

        assertThatThrownBy(() -> sum.add(StoredEdges.of(damaged))).isInstanceOf(GoProfileException.class);
        assertThat(sum.toMap()).isEqualTo(WORKED);
    }

    /** Two names, "a" and "ab", to be followed by edges. */
    private static StoredBytes two(int edges) {
        return new StoredBytes().numbers(2, edges).name(0, "a").name(1, "b");
    }

    @Test
    void bytesByHand_areReadWhenTheyAreRight() {
        byte[] stored = two(3).numbers(0, 2, /*a→a*/ 0, 4, 2, /*a→ab*/ 1, 5, 6, /*again*/ 0, 0, 1)
                .sealed();

        assertThat(Edges.list(StoredEdges.of(stored).map()))
                .containsExactly(edge("a", 2, "a", 1), edge("a", -3, "ab", 3), edge("a", -2, "ab", -1));
        assertThat(StoredEdges.of(StoredEdges.of(stored).map()).bytes()).isEqualTo(stored);
    }

    @Test
    void numbersThatAreTooLong_areRefused() {
        assertRefused(new StoredBytes().raw(0x80, 0, 0).sealed(), EdgeMapError.BAD_NUMBER);
        assertRefused(two(1).numbers(0, 0, 1).raw(0x84, 0x80, 0, 2).sealed(), EdgeMapError.BAD_NUMBER);
        assertRefused(
                two(1).numbers(0, 0, 1)
                        .raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 2)
                        .sealed(),
                EdgeMapError.BAD_NUMBER);
        assertRefused(
                two(1).numbers(0, 0, 1)
                        .raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1)
                        .sealed(),
                EdgeMapError.BAD_NUMBER);
        assertRefused(two(1).numbers(0, 0, 1).raw(2, 0x80).sealed(), EdgeMapError.TRUNCATED);
    }

    @Test
    void countsBeyondTheBytes_areRefused() {
        assertRefused(new StoredBytes().numbers(3, 0).name(0, "a").sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(0, 1).raw(0, 0).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(-1, 0).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(0, -1).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(Integer.MAX_VALUE + 1L, 0).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(1, 0, 0, 200).zeros(9).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(1, 0, 0, -1).zeros(9).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(1, 0, 1, 0).zeros(9).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(1, 0, -1, 0).zeros(9).sealed(), EdgeMapError.BAD_COUNT);
    }

    @Test
    void edgesOfNamesThatAreNotThere_areRefused() {
        assertRefused(two(1).numbers(2, 0, 1, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(two(1).numbers(0, 0, 2, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(two(1).numbers(-1, 0, 1, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(two(1).numbers(0, 0, -1, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(two(1).numbers(0, 1, 1, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(two(2).numbers(0, -1, 1, 2, 2, 1, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
        assertRefused(new StoredBytes().numbers(0, 1).numbers(0, 0, 0, 2, 2).sealed(), EdgeMapError.BAD_COUNT);
    }

    @Test
    void edgesThatAreTheSameOrNotInOrder_areRefused() {
        // The step to the next offset is one more than it says, so only a step around the circle comes back.
        assertRefused(two(2).numbers(0, 1, 1, 4, 2, 0, -1, 2).sealed(), EdgeMapError.BAD_ORDER);
        assertRefused(two(2).numbers(0, 1, 1, 4, 2, 0, -2, 2).sealed(), EdgeMapError.BAD_ORDER);
    }

    @Test
    void namesThatAreNotInOrder_orTheSame_orNotShortened_areRefused() {
        StoredBytes[] wrong = {
            new StoredBytes().numbers(2, 1).name(0, "b").name(0, "a"),
            new StoredBytes().numbers(2, 1).name(0, "a").name(1, ""),
            new StoredBytes().numbers(2, 1).name(0, "ab").name(1, ""),
            new StoredBytes().numbers(2, 1).name(0, "a").name(0, "ab"),
            new StoredBytes().numbers(2, 1).name(0, "").name(0, ""),
            new StoredBytes().numbers(2, 1).name(0, "ü").name(0, "z"),
        };
        for (StoredBytes names : wrong) {
            assertRefused(names.numbers(0, 0, 1, 2, 2).sealed(), EdgeMapError.BAD_NAMES);
        }
    }

    @Test
    void namesThatNoEdgeUses_areRefused() {
        assertRefused(two(1).numbers(0, 0, 0, 2, 2).sealed(), EdgeMapError.UNUSED_NAME);
        assertRefused(new StoredBytes().numbers(1, 0).name(0, "a").sealed(), EdgeMapError.UNUSED_NAME);
    }

    @Test
    void whatFollowsTheLastEdge_isRefused() {
        assertRefused(two(1).numbers(0, 0, 1, 2, 2).raw(0).sealed(), EdgeMapError.TRAILING_BYTES);
        assertRefused(new StoredBytes().numbers(0, 0, 0).sealed(), EdgeMapError.TRAILING_BYTES);
    }

    @Test
    void namesThatShareFarMoreThanTheyStore_areRefusedByReaderAndWriter() {
        StoredBytes bomb = new StoredBytes().numbers(2_000, 0).name(0, "a".repeat(100_000));
        for (int i = 1; i < 2_000; i++) {
            bomb.name(100_000 + i - 1, "a");
        }
        assertRefused(bomb.sealed(), EdgeMapError.TOO_LARGE);

        Edge[] edges = new Edge[2_000];
        Arrays.setAll(edges, i -> edge("a".repeat(20_000) + i, 0, "b", 1));
        EdgeMap map = map(edges);
        assertThatThrownBy(() -> StoredEdges.of(map))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(EdgeMapError.TOO_LARGE));
    }

    @Test
    void lengthBeyondTheLimit_isRefusedBeforeAnythingIsTaken() {
        byte[] stored = StoredEdges.of(WORKED).bytes();
        stored[11] = (byte) 0xff;

        assertThatThrownBy(() -> StoredEdges.next(new ByteArrayInputStream(stored)))
                .isInstanceOfSatisfying(
                        GoProfileException.class, e -> assertThat(e.code()).isEqualTo(EdgeMapError.TOO_LARGE));
        assertRefused(stored, EdgeMapError.TOO_LARGE);
    }

    @Test
    void names_keepTheirBytes() {
        Text name = Text.of(new byte[] {(byte) 0xff, 0, 10}, 0, 3);
        EdgeColumns columns = new EdgeColumns();
        columns.add(0, 0, 1, 1);
        EdgeMap map = columns.toMap(List.of(name));

        assertThat(StoredEdges.of(map).map().names()).containsExactly(name);
    }
}
