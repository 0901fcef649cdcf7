package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which readers take which formats. */
final class AnyFormatTest {
    private static final byte[] FOLDED = "a;b 1\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LEGACY = LegacyFile.usual().sample(1, 5).end().bytes();

    private final ProfileReader reader = new ProfileReader(ProfileLimits.defaults());

    private ProfileFile read(byte[] stored) throws IOException {
        return reader.read(new ByteArrayInputStream(stored));
    }

    @Test
    void reader_takesEachFormat_byItsContent() throws IOException {
        assertThat(read(Sound.bytes()).format()).isEqualTo(ProfileFormat.PPROF);
        assertThat(read(Sound.gzip(Sound.bytes())).format()).isEqualTo(ProfileFormat.PPROF);
        assertThat(read(FOLDED).format()).isEqualTo(ProfileFormat.FOLDED);
        assertThat(read(LEGACY).format()).isEqualTo(ProfileFormat.LEGACY_CPU);
    }

    /** As the Go toolchain does since 1.23: what it would not build with must not pass here. */
    @Test
    void readerOfPprof_refusesTheOthers_andSaysWhy() {
        for (byte[] stored : List.of(FOLDED, Sound.gzip(FOLDED))) {
            assertThatThrownBy(() -> reader.readUnchecked(new ByteArrayInputStream(stored)))
                    .hasMessageContaining("this is folded stacks")
                    .hasMessageContaining("go cannot use them");
        }
        assertThatThrownBy(() -> reader.readUnchecked(new ByteArrayInputStream(LEGACY)))
                .hasMessageContaining("legacy binary format")
                .hasMessageContaining("no start lines");
        assertThatThrownBy(() -> Pprof.read(LEGACY, ProfileLimits.defaults())).hasMessageContaining("legacy");
    }

    @Test
    void reader_ofNothing_saysSo_whateverTheFormat() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("nothing in it");
        assertThatThrownBy(() -> read(Sound.gzip(new byte[0]))).hasMessageContaining("nothing in it");
    }

    @Test
    void reader_ofDamagedPprof_saysThatItIsDamaged() {
        byte[] damaged = Sound.bytes();
        damaged[damaged.length - 2] ^= 0x7f;
        damaged[1] = 120;

        assertThatThrownBy(() -> read(damaged))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.MALFORMED));
    }
}
