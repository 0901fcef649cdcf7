package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.hone.profile.wire.PprofMessages.PprofLabel;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written reads back as the same profile, and is always the same bytes. */
final class PprofWriteTest {
    private static final int ROUNDS = 1_000;

    private static Profile decode(byte[] raw) {
        return Pprof.decode(raw, ProfileLimits.defaults());
    }

    @Test
    void encode_ofGeneratedProfiles_readsBackEqual() throws InvalidProtocolBufferException {
        int checked = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            PprofProfile message = MessageGenerator.profile(Choices.of(new Random(seed)));
            Profile profile = decode(message.toByteArray());
            if (Check.PPROF.firstRefused(profile).isPresent()) {
                continue;
            }
            byte[] encoded = Pprof.encode(profile);
            assertThat(Facts.of(decode(encoded))).as("seed %d", seed).isEqualTo(Facts.of(profile));
            Agreement.check(PprofProfile.parseFrom(encoded), decode(encoded));
            // A label whose value is an empty string is written as one without value, as google/pprof does, and lost
            // then.
            byte[] settled = Pprof.encode(decode(encoded));
            assertThat(Pprof.encode(decode(settled))).as("seed %d", seed).isEqualTo(settled);
            checked++;
        }
        assertThat(checked).isGreaterThan(ROUNDS / 4);
    }

    @Test
    void write_ofAProfile_readsBackAsGzip() {
        Profile profile = decode(Sound.bytes());

        ProfileFile file = Pprof.read(Pprof.write(profile), ProfileLimits.defaults());

        assertThat(file.encoding()).isEqualTo(Encoding.GZIP);
        assertThat(Facts.of(file.profile())).isEqualTo(Facts.of(profile));
    }

    @Test
    void encode_ofLabels_sortsThemByKey() throws InvalidProtocolBufferException {
        PprofProfile.Builder message = Sound.profile().clearSample();
        int first = message.getStringTableCount();
        for (String text : new String[] {"b", "a", "v", "w"}) {
            message.addStringTable(ByteString.copyFromUtf8(text));
        }
        PprofSample.Builder sample = Sound.sample(1, 1).toBuilder();
        for (int i = 0; i < 60; i++) {
            sample.addLabel(PprofLabel.newBuilder().setKey(first).setNum(i + 1))
                    .addLabel(PprofLabel.newBuilder().setKey(first + i % 2).setStr(first + 2 + i % 2));
        }
        message.addSample(sample);

        PprofProfile encoded =
                PprofProfile.parseFrom(Pprof.encode(decode(message.build().toByteArray())));

        assertThat(encoded.getSample(0).getLabelList().stream()
                        .map(label ->
                                encoded.getStringTable((int) label.getKey()).toStringUtf8()
                                        + (label.getStr() == 0 ? label.getNum() : ""))
                        .distinct()
                        .limit(5))
                .containsExactly("a", "b", "b1", "b2", "b3");
    }

    @Test
    void encode_ofAContradiction_isRefused() {
        Profile profile =
                decode(Sound.profile().addSample(Sound.sample(1, 99)).build().toByteArray());

        assertThatThrownBy(() -> Pprof.encode(profile))
                .isInstanceOfSatisfying(
                        ProfileException.class, e -> assertThat(e.code()).isEqualTo(ProfileError.INCONSISTENT));
    }
}
