package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;

/** Feeds the readers of the other formats whatever a coverage-guided fuzzer thinks of; {@link PprofFuzzTest} says how. */
final class FormatsFuzzTest {
    private static final ProfileLimits LIMITS = ProfileLimits.defaults();

    /** What the plainest reading sees, the decoder sees, and refuses what that refuses. */
    @FuzzTest(maxDuration = "1h")
    void folded_ofAnyBytes_isReadAsSimplyAsItGets(byte[] text) {
        assertThat(FoldedTest.decode(text)).isEqualTo(SimpleFolded.read(text));
    }

    /** Whatever stands behind a sound header, there is a profile that can be written and read again, or a refusal. */
    @FuzzTest(maxDuration = "1h")
    void legacy_ofAnyBytes_givesAProfileOrARefusal(byte[] body) {
        try {
            Profile profile = AnyFormat.read(withHeader(body), LIMITS).profile();
            Profile again = Pprof.read(Pprof.write(profile), LIMITS).profile();
            assertThat(Facts.of(again)).isEqualTo(Facts.of(profile));
            for (int type = 0; type < profile.sampleTypes().size(); type++) {
                FunctionTotals.of(profile, type);
            }
        } catch (ProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** The first byte says how wide the words are and in which order their bytes stand. */
    private static byte[] withHeader(byte[] body) {
        int form = body.length == 0 ? 0 : body[0];
        byte[] header = new LegacyFile((form & 1) == 0 ? 4 : 8, (form & 2) != 0)
                .words(0, 3, 0, 10_000, 0)
                .bytes();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header);
        file.write(body, Math.min(1, body.length), Math.max(0, body.length - 1));
        return file.toByteArray();
    }
}
