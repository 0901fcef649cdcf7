package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.profile.wire.PprofMessages.PprofProfile;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PprofReadTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();
    private static final byte[] RAW = Sound.bytes();
    private static final byte[] GZIP = Sound.gzip(RAW);
    private static final int GZIP_FLAGS = 3;

    private static ProfileFile read(byte[] stored) {
        return Pprof.read(stored, LIMITS);
    }

    private static void refused(byte[] stored, ProfileError code, String message) {
        assertThatThrownBy(() -> read(stored))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(bytes)) {
            zstd.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    @Test
    void read_ofRawGzipAndZstd_givesTheSameProfile() throws IOException {
        PprofProfile message = Sound.profile().build();

        Agreement.check(message, read(RAW).profile());
        Agreement.check(message, read(GZIP).profile());
        Agreement.check(message, read(zstd(RAW)).profile());
        assertThat(read(RAW).encoding()).isEqualTo(Encoding.RAW);
        assertThat(read(GZIP).encoding()).isEqualTo(Encoding.GZIP);
        assertThat(read(zstd(RAW)).encoding()).isEqualTo(Encoding.ZSTD);
        assertThat(read(GZIP).stored().bytes()).isEqualTo(GZIP.length);
        assertThat(read(GZIP).expanded().bytes()).isEqualTo(RAW.length);
    }

    @Test
    void read_ofSeveralMembersOrFrames_readsAll() throws IOException {
        byte[] head = Arrays.copyOf(RAW, 100);
        byte[] tail = Arrays.copyOfRange(RAW, 100, RAW.length);

        Agreement.check(
                Sound.profile().build(),
                read(join(Sound.gzip(head), Sound.gzip(new byte[0]), Sound.gzip(tail)))
                        .profile());
        Agreement.check(
                Sound.profile().build(), read(join(zstd(head), zstd(tail))).profile());
    }

    @Test
    void read_ofGzipWithEveryHeaderField_readsIt() {
        byte[] header = join(
                Arrays.copyOf(GZIP, GZIP_FLAGS),
                new byte[] {2 | 4 | 8 | 16},
                Arrays.copyOfRange(GZIP, GZIP_FLAGS + 1, 10),
                new byte[] {2, 0, 9, 9},
                "cpu.pb\0a comment\0".getBytes(StandardCharsets.UTF_8));
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] body = Arrays.copyOfRange(GZIP, 10, GZIP.length);
        byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};

        assertThat(read(join(header, sum, body)).profile().samples().size()).isEqualTo(2);
        refused(join(header, new byte[] {0, 0}, body), ProfileError.MALFORMED, "checksum of its header");
    }

    @Test
    void read_ofTruncatedGzip_saysSo_whereverItIsCut() {
        for (int length = 2; length < GZIP.length; length++) {
            refused(Arrays.copyOf(GZIP, length), ProfileError.MALFORMED, "truncated");
        }
    }

    @Test
    void read_ofTruncatedZstd_isRefused_whereverItIsCut() throws IOException {
        byte[] zstd = zstd(RAW);
        for (int length = 4; length < zstd.length; length++) {
            refused(Arrays.copyOf(zstd, length), ProfileError.MALFORMED, "zstd data is damaged or truncated");
        }
    }

    @Test
    void read_ofGzipWithAnyByteChanged_isRefusedOrTheSame() {
        for (int i = 10; i < GZIP.length; i++) {
            byte[] damaged = GZIP.clone();
            damaged[i] ^= 0x55;
            assertThatThrownBy(() -> read(damaged))
                    .isInstanceOfSatisfying(
                            ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.MALFORMED));
        }
    }

    @Test
    void read_ofAnythingBehindTheEnd_isRefused() {
        refused(join(GZIP, new byte[20]), ProfileError.MALFORMED, "other data behind its end");
        refused(join(GZIP, new byte[1]), ProfileError.MALFORMED, "other data behind its end");
        refused(join(GZIP, RAW), ProfileError.MALFORMED, "other data behind its end");
    }

    @Test
    void read_ofNothing_saysThatNothingWasWritten() {
        refused(new byte[0], ProfileError.EMPTY, "nothing in it");
        refused(Sound.gzip(new byte[0]), ProfileError.EMPTY, "nothing in it");
    }

    @Test
    void read_ofDoublyCompressed_saysSo() throws IOException {
        refused(Sound.gzip(GZIP), ProfileError.NOT_A_PROFILE, "compressed twice");
        refused(Sound.gzip(zstd(RAW)), ProfileError.NOT_A_PROFILE, "compressed twice");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void read_ofSomethingElse_saysWhatItIs_alsoWhenCompressed(boolean compressed) {
        for (Sample sample : Sample.values()) {
            byte[] bytes = compressed ? Sound.gzip(sample.bytes()) : sample.bytes();
            refused(bytes, ProfileError.NOT_A_PROFILE, sample.said);
        }
    }

    /** The beginnings of what people hand in by mistake. */
    private enum Sample {
        HEAP("heap profile: 3: 2048 [9: 4096] @ heap/1048576\n1: 1024 [3: 2048] @ 0x1 0x2\n", "heap profile as text"),
        GOROUTINE("goroutine profile: total 7\n3 @ 0x1 0x2\n", "goroutine or count profile as text"),
        STACKS("goroutine 1 [running]:\nmain.main()\n", "goroutine or count profile as text"),
        MUTEX("--- mutex:\ncycles/second=2400000000\n", "mutex or block profile as text"),
        PERF("app 4711 [001] 12.5: 250000 cpu-clock:\n\tffffffff81 do_idle ([kernel.kallsyms])\n", "perf script"),
        LEGACY_CPU("\0\0\0\0\3\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0", "legacy binary format"),
        FOLDED("main;work;sort 12\nmain;idle 3\n", "folded stacks"),
        PREPROFILE("GO PREPROFILE V1\nmain.main\nmain.work\n2 100\n", "go tool preprofile"),
        JSON("{\"error\": \"not found\"}", "JSON"),
        PAGE("<!DOCTYPE html><html><title>Sign in</title>", "a web page"),
        NOTE("Please find the profile attached.\n", "text"),
        JFR("FLR\0\0\2\0\1", "JFR recording"),
        PERF_DATA("PERFILE2\0\0\0\0", "perf.data"),
        ELF("\u007fELF\2\1\1\0", "an executable"),
        ZIP("PK\3\4\24\0", "zip archive"),
        TRACE("go 1.26 trace\0\0\0\1", "Go execution trace");

        private final String content;
        private final String said;

        Sample(String content, String said) {
            this.content = content;
            this.said = said;
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
