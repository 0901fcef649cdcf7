package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hone.intake.Origin;
import java.util.List;

/**
 * Feeds what reads pushed bodies whatever a coverage-guided fuzzer thinks of.
 *
 * <p>By itself it replays the committed inputs. With {@code JAZZER_FUZZ=1} it searches for new ones, one test per run.
 */
final class PushFuzzTest {
    @FuzzTest(maxDuration = "1h")
    void form_ofAnyBytes_hasPartsWithinTheBody_orIsRefused(byte[] body) {
        try {
            MultipartForm form = MultipartForm.read("multipart/form-data; boundary=B", body);
            assertThat(form.part("profile").map(part -> part.length).orElse(0)).isLessThanOrEqualTo(body.length);
        } catch (PushException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "1h")
    void series_ofAnyBytes_areNoMoreThanWasSent_orRefused(byte[] body) {
        for (PushForm form : PushForm.values()) {
            try {
                long size = 0;
                List<PushedProfile> profiles = form.profiles(body);
                for (PushedProfile profile : profiles) {
                    size += profile.bytes().length;
                    profile.labels().origin();
                }
                assertThat(size).isLessThanOrEqualTo(form == PushForm.OTLP ? OtlpRequest.LARGEST : body.length);
            } catch (PushException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @FuzzTest(maxDuration = "1h")
    void name_ofAnyText_isAnAppAndAnOrigin_orRefused(FuzzedDataProvider data) {
        try {
            SeriesLabels labels = SeriesLabels.ofName(data.consumeRemainingAsString());
            assertThat(labels.app()).matches("[a-z0-9-]{1,100}");
            assertThat(labels.origin()).isInstanceOf(Origin.class);
        } catch (PushException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "1h")
    void question_ofAnyBytes_isAboutAnApp_orRefused(byte[] body) {
        for (ProfileQuery.Question question : ProfileQuery.Question.values()) {
            try {
                assertThat(ProfileQuery.ofProto(question, body).app()).matches("[a-z0-9-]{1,100}");
            } catch (PushException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
