package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.hone.base.Configuration;
import dev.hone.base.ConfigurationException;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private static ProfileLimits limits(String key, String value) {
        return Sound.limits(key, value);
    }

    private static void breach(String name, String value, PprofProfile.Builder message) {
        byte[] raw = message.build().toByteArray();
        assertThatThrownBy(() -> Pprof.read(raw, limits(name, value)))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.TOO_LARGE))
                .hasMessageContaining("the limit '" + name + "'")
                .hasMessageContaining("--limit " + name + "=");
    }

    @Test
    void read_overEachLimit_namesIt() {
        breach("samples", "1", Sound.profile());
        breach("locations", "2", Sound.profile());
        breach("functions", "2", Sound.profile());
        breach("mappings", "0", Sound.profile());
        breach("strings", "20", Sound.profile());
        PprofProfile.Builder deep = Sound.profile();
        deep.addSample(PprofSample.newBuilder()
                .addAllLocationId(LongStream.range(0, 50).map(i -> 1).boxed().toList())
                .addValue(1)
                .addValue(1));
        breach("depth", "49", deep);
        PprofProfile.Builder inlined = Sound.profile();
        for (int i = 0; i < 50; i++) {
            inlined.getLocationBuilder(0).addLine(PprofLine.newBuilder().setFunctionId(1));
        }
        breach("depth", "49", inlined);
        PprofProfile.Builder labelled = Sound.profile();
        for (int i = 0; i < 50; i++) {
            labelled.getSampleBuilder(0)
                    .addLabel(PprofLabel.newBuilder().setKey(1).setNum(i + 1));
        }
        breach("labels", "49", labelled);
    }

    @Test
    void read_atTheLimit_isFine() {
        assertThat(Pprof.read(Sound.bytes(), limits("samples", "2"))
                        .profile()
                        .samples()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void read_ofMoreInputThanAllowed_stopsThere() {
        ProfileReader reader = new ProfileReader(limits("input", "100"));
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(Sound.bytes())))
                .hasMessageContaining("the limit 'input'");
    }

    @Test
    void read_ofMoreInMemoryThanAllowed_isRefused() {
        ProfileReader reader = new ProfileReader(limits("input", "100"));
        assertThatThrownBy(() -> reader.read(Sound.bytes())).hasMessageContaining("the limit 'input'");
    }

    @Test
    void read_fromMemory_isWhatTheStreamHolds() throws IOException {
        ProfileReader reader = new ProfileReader(ProfileLimits.defaults());
        byte[] stored = Sound.gzip(Sound.bytes());
        byte[] before = stored.clone();

        Profile read = reader.read(stored).profile();

        Profile streamed = reader.read(new ByteArrayInputStream(stored)).profile();
        assertThat(read.header()).isEqualTo(streamed.header());
        assertThat(read.samples().size()).isEqualTo(streamed.samples().size()).isPositive();
        assertThat(stored).isEqualTo(before);
    }

    @Test
    void read_ofBomb_isRefusedAtTheLimit_soonAndSmall() {
        byte[] bomb = Sound.gzip(new byte[300 << 20]);
        assertThat(bomb.length).isLessThan(400_000);

        assertThatThrownBy(() -> Pprof.read(bomb, ProfileLimits.defaults()))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.TOO_LARGE));
        assertThatThrownBy(() -> Pprof.read(bomb, limits("expanded", "1MiB")))
                .hasMessageContaining("the limit 'expanded' is 1.00 MiB");
    }

    @Test
    void read_ofClaimedSizeThatIsALie_believesTheData() {
        byte[] gzip = Sound.gzip(Sound.bytes());
        for (int i = 1; i <= 4; i++) {
            gzip[gzip.length - i] = (byte) 0xff;
        }
        assertThatThrownBy(() -> Pprof.read(gzip, ProfileLimits.defaults())).hasMessageContaining("checksum");
    }

    @Test
    void defaults_areTheDocumentedOnes() {
        assertThat(ProfileLimits.defaults())
                .isEqualTo(Configuration.of(ProfileLimits.class).defaults());
    }

    @Test
    void memory_growsWithTheFile() {
        ProfileLimits limits = ProfileLimits.defaults();

        assertThat(limits.memoryFor(0)).isEqualTo(24L << 20);
        assertThat(limits.memoryFor(1_000_000)).isEqualTo((24L << 20) + 128_000_000);
        assertThat(limits.memoryFor(Integer.MAX_VALUE)).isEqualTo(8L << 30);
        assertThat(limits("memory", "9GiB").memoryFor(0)).as("as it was set").isEqualTo(9L << 30);
    }

    @Test
    void limits_thatMakeNoSense_areRefusedTogether() {
        assertThatThrownBy(() -> Configuration.of(ProfileLimits.class)
                        .read(List.of(
                                new Configuration.Given("sample", "5", "--limit"),
                                new Configuration.Given("depth", "deep", "--limit"),
                                new Configuration.Given("strings", "1 XB", "HONE_LIMITS"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("did you mean 'samples'")
                .hasMessageContaining("depth (--limit)")
                .hasMessageContaining("strings (HONE_LIMITS)");
        assertThatThrownBy(() -> limits("depth", "-1")).hasMessageContaining("not negative");
        assertThatThrownBy(() -> limits("expanded", "3GiB")).hasMessageContaining("below 2 GiB");
    }

    @Test
    void message_ofManySmallThings_isHeldToItsMemory() {
        PprofProfile.Builder many = PprofProfile.newBuilder().addStringTable(ByteString.EMPTY);
        for (int i = 0; i < 200_000; i++) {
            many.addSample(PprofSample.newBuilder());
        }
        byte[] gzip = Sound.gzip(many.build().toByteArray());

        assertThatThrownBy(() -> Pprof.read(gzip, limits("memory", "2MiB"))).hasMessageContaining("the limit 'memory'");
    }
}
