package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reader makes of legacy CPU profiles; test/oracle holds it against google/pprof. */
final class LegacyCpuTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();
    private static final String MAP = """
            00400000-00500000 r-xp 00000000 fd:01 4711   /usr/bin/app
            00500000-00600000 rw-p 00100000 fd:01 4711   /usr/bin/app
            7f0000000000-7f0000100000 r-xp 00000000 fd:01 4712   /lib/libc.so.6
            """;

    private static Profile read(LegacyFile file) {
        ProfileFile read = AnyFormat.read(file.bytes(), LIMITS);
        assertThat(read.format()).isEqualTo(ProfileFormat.LEGACY_CPU);
        return read.profile();
    }

    private static void refused(LegacyFile file, ProfileError code, String message) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    /** Each stack as its addresses in hex, leaf first. */
    private static List<String> stacks(Profile profile) {
        List<String> stacks = new ArrayList<>();
        for (int sample = 0; sample < profile.samples().size(); sample++) {
            List<String> stack = new ArrayList<>();
            for (int frame = 0; frame < profile.samples().depth(sample); frame++) {
                stack.add(Long.toHexString(
                        profile.locations().address(profile.samples().location(sample, frame))));
            }
            stacks.add(String.join(" ", stack));
        }
        return stacks;
    }

    @ParameterizedTest
    @CsvSource({"4, false", "8, false", "4, true", "8, true"})
    void read_ofEachWordAndOrder_givesSamplesAndTime(int width, boolean bigEndian) {
        LegacyFile file = new LegacyFile(width, bigEndian)
                .words(0, 3, 0, 10_000, 0)
                .sample(3, 0x400100, 0x400201, 0x400301)
                .sample(1, 0x400400)
                .end()
                .text(MAP);

        Profile profile = read(file);

        assertThat(profile.sampleTypes()).hasToString("[samples/count, cpu/nanoseconds]");
        assertThat(profile.header().period()).isEqualTo(10_000_000);
        assertThat(profile.header().periodType()).hasToString("cpu/nanoseconds");
        assertThat(profile.header().dropFrames().toString()).contains("ProfileData::prof_handler");
        assertThat(stacks(profile)).containsExactly("400100 400200 400300", "400400");
        assertThat(profile.samples().value(0, 0)).isEqualTo(3);
        assertThat(profile.samples().value(0, 1)).isEqualTo(30_000_000);
        assertThat(profile.mappings())
                .extracting(mapping -> mapping.file().toString())
                .containsExactly("/usr/bin/app", "/lib/libc.so.6");
        assertThat(profile.locations().mapping(0)).isZero();
        assertThat(profile.functions().size()).isZero();
    }

    @Test
    void read_ofPackedFile_unpacksIt() {
        ProfileFile file =
                AnyFormat.read(Sound.gzip(LegacyFile.usual().sample(1, 1).end().bytes()), LIMITS);

        assertThat(file.format()).isEqualTo(ProfileFormat.LEGACY_CPU);
        assertThat(file.encoding()).isEqualTo(Encoding.GZIP);
    }

    @Test
    void read_withoutEndOrMap_takesWhatIsThere() {
        Profile profile = read(LegacyFile.usual().sample(2, 0x10, 0x21).sample(2, 0x10, 0x31));

        assertThat(stacks(profile)).containsExactly("10 20", "10 30");
        assertThat(profile.mappings()).hasSize(1);
        assertThat(profile.mappings().getFirst().limit()).isEqualTo(-1);
        assertThat(read(LegacyFile.usual()).samples().size()).isZero();
    }

    @Test
    void read_ofFrameThatAlmostAllStacksHaveBehindTheLeaf_takesItOut() {
        LegacyFile file = LegacyFile.usual();
        for (int i = 0; i < 64; i++) {
            file.sample(1, 0x1000 + i, i < 62 ? 0x51 : 0x61, 0x71, 0x2001 + i);
        }

        List<String> stacks = stacks(read(file));

        assertThat(stacks.getFirst()).isEqualTo("1000 2000");
        assertThat(stacks.get(62)).isEqualTo("103e 60 70 203e");
    }

    @Test
    void read_ofLeafThatIsThereTwice_takesTheSecondOut() {
        assertThat(stacks(read(LegacyFile.usual().sample(1, 0x10, 0x10, 0x31).sample(1, 0x10, 0x41))))
                .containsExactly("10 30", "10 40");
    }

    @Test
    void read_ofMapWithNamesAndLogPrefixes_understandsThem() {
        Profile profile = read(
                LegacyFile.usual().sample(1, 0x400010).sample(2, 0x400020).end().text("""
                          build = /opt/app\t
                        I0101 10:00:00 7 map.cc:12] 400000-500000 r-xp 00000000 00:00 1 $build/bin
                        0x600000-0x700000 $build/lib.so (@1000) abc123\r
                        """));

        assertThat(profile.mappings())
                .extracting(Object::toString)
                .containsExactly(
                        mapping(1, 0x400000, 0x500000, 0, "/opt/app/bin", ""),
                        mapping(2, 0x600000, 0x700000, 0x1000, "/opt/app/lib.so", "abc123"));
    }

    private static String mapping(long id, long start, long limit, long offset, String file, String buildId) {
        return new Mapping(id, start, limit, offset, Text.of(file), Text.of(buildId), false, false, false, false)
                .toString();
    }

    @Test
    void read_ofDamagedFile_isRefused() {
        refused(LegacyFile.usual().words(1), ProfileError.MALFORMED, "damaged or truncated in its sample number 0");
        refused(LegacyFile.usual().sample(1, 5).words(1, 9, 1), ProfileError.MALFORMED, "sample number 1");
        refused(LegacyFile.usual().words(1, -1), ProfileError.MALFORMED, "sample number 0");
    }

    @Test
    void read_ofNumbersThatDoNotFit_isRefused() {
        refused(LegacyFile.usual().sample(-1, 5), ProfileError.INCONSISTENT, "64 bits");
        refused(LegacyFile.usual().sample(Long.MAX_VALUE / 2, 5), ProfileError.INCONSISTENT, "64 bits");
        refused(
                new LegacyFile(8, false).words(0, 3, 0, Long.MAX_VALUE / 999, 0).sample(1, 5),
                ProfileError.INCONSISTENT,
                "64 bits");
    }

    @Test
    void read_ofJavaProgram_saysHowToConvertIt() {
        assertThatThrownBy(() -> AnyFormat.read(
                        new LegacyFile(4, false).words(0, 3, 1, 10_000, 0).bytes(), LIMITS))
                .hasMessageContaining("Java program")
                .hasMessageContaining("go tool pprof -proto");
    }

    @Test
    void read_ofHostileMap_isRefusedBeforeItCosts() {
        LegacyFile names = LegacyFile.usual().sample(1, 5).end();
        for (int i = 0; i < 2_000; i++) {
            names.text("n" + i + "=1\n");
        }
        refused(names, ProfileError.TOO_LARGE, "names more than 1000 values");

        LegacyFile laughs = LegacyFile.usual().sample(1, 5).end().text("g=lol\n");
        for (char name = 'h'; name < 'z'; name++) {
            laughs.text(String.format("%c=$%c$%c%n", name, name - 1, name - 1));
        }
        refused(laughs, ProfileError.TOO_LARGE, "longer than 64 KiB");

        refused(
                LegacyFile.usual().sample(1, 5).end().text("x".repeat(70_000)),
                ProfileError.TOO_LARGE,
                "a line of more than 64 KiB");
    }

    @Test
    void read_ofManyMappingsForManyAddresses_isRefusedBeforeItCosts() {
        LegacyFile file = LegacyFile.usual();
        for (int i = 0; i < 60_000; i++) {
            file.sample(1, 1L << 40 | i);
        }
        file.end();
        for (int i = 0; i < 70_000; i++) {
            file.text(2 * i + " " + (2 * i + 1) + "\n");
        }
        refused(file, ProfileError.TOO_LARGE, "mappings for 60000 addresses");
    }

    @Test
    void read_overALimit_namesIt() {
        byte[] file = LegacyFile.usual()
                .sample(1, 10, 20, 30)
                .sample(1, 70)
                .end()
                .text(MAP)
                .bytes();
        for (String limit : List.of("samples 1", "depth 2", "locations 3", "mappings 1")) {
            String[] given = limit.split(" ", -1);
            assertThatThrownBy(() -> AnyFormat.read(file, Sound.limits(given[0], given[1])))
                    .hasMessageContaining("the limit '" + given[0] + "'");
        }
    }

    @Test
    void read_andWrittenAsPprof_isTheSameProfile() {
        Profile profile = read(LegacyFile.usual()
                .sample(3, 0x400100, 0x400201, 0)
                .sample(1)
                .sample(2, 0x7f0000000010L)
                .end()
                .text(MAP));

        Profile again = Pprof.read(Pprof.write(profile), LIMITS).profile();

        assertThat(Facts.of(again)).isEqualTo(Facts.of(profile));
        assertThat(again.mappings()).isEqualTo(profile.mappings());
    }
}
