package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hone.profile.wire.PprofMessages.PprofProfile;

/**
 * Feeds the reader whatever a coverage-guided fuzzer thinks of.
 *
 * <p>By itself it replays the committed inputs. With {@code JAZZER_FUZZ=1} it searches for new ones, one test per run.
 */
final class PprofFuzzTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();

    /** Stored bytes of any kind: the only way out besides a profile is a refusal that says something. */
    @FuzzTest(maxDuration = "1h")
    void read_ofAnyBytes_givesAProfileOrARefusal(byte[] stored) {
        try {
            Profile profile = Pprof.read(stored, LIMITS).profile();
            ProfileSummary.of(profile);
            for (int type = 0; type < profile.sampleTypes().size(); type++) {
                FunctionTotals.of(profile, type);
            }
        } catch (ProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** What protobuf writes, our decoder reads, and both see the same. */
    @FuzzTest(maxDuration = "1h")
    void decode_ofWhatProtobufWrites_agrees(FuzzedDataProvider data) {
        PprofProfile message = MessageGenerator.profile(Choices.of(data));

        Profile profile = Pprof.decode(message.toByteArray(), LIMITS);

        assertThat(profile.defects()).isEmpty();
        Agreement.check(message, profile);
    }
}
