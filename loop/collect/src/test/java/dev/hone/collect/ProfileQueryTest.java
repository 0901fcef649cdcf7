package dev.hone.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hone.collect.ProfileQuery.Question;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ProfileQueryTest {
    private static final String TYPE = "process_cpu:cpu:nanoseconds:cpu:nanoseconds";

    private static byte[] json(String selector, String more) {
        return "{\"profileTypeID\":\"%s\",\"labelSelector\":\"%s\",\"start\":\"1\"%s}"
                .formatted(TYPE, selector.replace("\"", "\\\""), more)
                .getBytes(UTF_8);
    }

    @Test
    void query_asProfilecliAsksIt_isAboutTheService() {
        byte[] proto = Pushes.join(
                Pushes.text(1, TYPE),
                Pushes.text(2, "{service_name=\"Web.Shop\"}"),
                Pushes.number(3, 1),
                Pushes.number(6, 4),
                Pushes.field(7, Pushes.field(2, Pushes.number(1, 5))));

        assertThat(ProfileQuery.ofProto(Question.STACKTRACES, proto).app()).isEqualTo("web-shop");
        assertThat(ProfileQuery.ofProto(Question.PROFILE, proto).app()).isEqualTo("web-shop");
        byte[] json = json("{service_name=\"web\"}", ",\"format\":\"PROFILE_FORMAT_PPROF\"");
        assertThat(ProfileQuery.ofJson(Question.STACKTRACES, json).app()).isEqualTo("web");
    }

    @Test
    void query_forAFlameGraph_isRefused() {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ProfileQuery.ofJson(Question.STACKTRACES, json("{service_name=\"web\"}", "")))
                .matches(e -> e.error() == PushError.UNSUPPORTED)
                .withMessageContaining("PROFILE_FORMAT_PPROF");
    }

    @Test
    void query_forMemory_isRefused() {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ProfileQuery.ofProto(Question.PROFILE, Pushes.text(1, "memory:inuse_space")))
                .withMessageContaining("only CPU profiles");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "{pod=\"a\"}",
                "{service_name=~\"a.*\"}",
                "{service_name=\"a\",pod=\"b\"}",
                "{service_name=\"..\"}"
            })
    void query_forAPartOrForAll_isRefused_becauseTheAnswerWouldBeAnother(String selector) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> ProfileQuery.ofJson(Question.PROFILE, json(selector, "")))
                .matches(e -> e.error() == PushError.BAD_LABELS);
    }

    @Test
    void answer_isTheProfile_wrappedAsPyroscopeDoes() {
        byte[] pprof = raw();
        byte[] answer = ProfileAnswer.proto(Question.STACKTRACES, pprof);

        assertThat(answer).isEqualTo(Pushes.field(5, Pushes.field(1, pprof)));
        assertThat(ProfileAnswer.proto(Question.PROFILE, pprof)).isEqualTo(pprof);
    }

    @Test
    void answer_inJson_hasTheSameProfile() {
        JsonNode answer = JsonMapper.builder().build().readTree(ProfileAnswer.json(Question.STACKTRACES, raw()));
        JsonNode profile = answer.path("pprof").path("profile");

        assertThat(profile.path("sampleType")).hasSize(2);
        assertThat(profile.path("sample").path(0).path("value").path(1).asString())
                .isEqualTo("50000000");
        assertThat(profile.path("sample").path(0).path("locationId")).hasSize(2);
        assertThat(profile.path("function")).hasSize(2);
        assertThat(profile.path("function").path(0).path("startLine").isString())
                .isTrue();
        assertThat(profile.path("location")
                        .path(0)
                        .path("line")
                        .path(0)
                        .path("line")
                        .asLong())
                .isPositive();
        assertThat(profile.path("stringTable").path(0).asString()).isEmpty();
        assertThat(profile.path("stringTable").toString()).contains("main.a", "nanoseconds");
        assertThat(profile.path("period").asString()).isEqualTo("10000000");
        assertThat(profile.path("periodType").path("type").isString()).isTrue();
    }

    private static byte[] raw() {
        return Pprof.encode(Pprof.read(Pushes.cpu(), ProfileLimits.defaults()).profile());
    }
}
