package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hone.intake.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesLabelsTest {
    @ParameterizedTest
    @CsvSource({"web,web", "backend.Purchases,backend-purchases", "ns/api,ns-api", "Größe,gr--e", "a_b 1,a-b-1"})
    void app_isTheNameInTheGrammarOfApps(String service, String app) {
        assertThat(SeriesLabels.app(service)).isEqualTo(app);
    }

    @Test
    void app_ofLongNamesThatBeginAlike_differs() {
        String one = SeriesLabels.app("namespace/".repeat(12) + "one");
        String two = SeriesLabels.app("namespace/".repeat(12) + "two");

        assertThat(one).matches("[a-z0-9-]{100}").isNotEqualTo(two);
        assertThat(SeriesLabels.app("x".repeat(100))).isEqualTo("x".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "服务", "-"})
    void app_ofWhichNothingWouldBeLeft_isRefused(String service) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> SeriesLabels.app(service))
                .withMessageContaining("has none of a-z and 0-9");
    }

    @Test
    void labels_sayWhereAProfileComesFrom() {
        SeriesLabels labels = SeriesLabels.ofName(
                "web{service_version=v1.2,service_git_ref=abc,hostname=h1,pod=web-7,workload=checkout}");

        assertThat(labels.app()).isEqualTo("web");
        assertThat(labels.origin()).isEqualTo(new Origin("v1.2", "abc", "web-7", "checkout"));
    }

    @Test
    void session_isTheInstance_whenNothingElseIs() {
        assertThat(SeriesLabels.ofName("web{__session_id__=1f}").origin().instance())
                .isEqualTo("1f");
    }

    @Test
    void serviceName_isTheApp_whateverStandsBeforeTheBraces() {
        assertThat(SeriesLabels.ofName("web{service_name=shop}").app()).isEqualTo("shop");
    }

    @Test
    void origin_ofWhatCannotBeStored_isMadeToFit() {
        SeriesLabels labels = new SeriesLabels(Map.of("service_name", "web", "version", "v1\n" + "x".repeat(300)));

        assertThat(labels.origin().version()).startsWith("v1?x").hasSize(200);
    }

    @Test
    void labels_withoutApp_areRefused() {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> new SeriesLabels(Map.of("a", "b")).app())
                .withMessageContaining("service_name");
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> SeriesLabels.ofName("{a=b}"))
                .withMessageContaining("?name=app");
    }

    @ParameterizedTest
    @CsvSource({"process_cpu,false", "parca_agent_cpu,false", "memory,true", "goroutine,true", "wall,true", "'',false"})
    void kind_saysWhetherItIsCpuTime(String kind, boolean other) {
        assertThat(new SeriesLabels(Map.of("__name__", kind)).isOtherKind()).isEqualTo(other);
    }
}
