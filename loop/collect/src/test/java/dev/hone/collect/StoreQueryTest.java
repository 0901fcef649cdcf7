package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.intake.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreQueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{service_name=\"Shop.Cart\"}                     | shop-cart",
                "{namespace=\"a\", service_name=\"web\"}          | web",
                "{job=\"web\"}                                    | web",
                "{job=\"other\", service_name=\"web\"}            | web",
                "{service_name=~\"web.*\"}                      | ''",
                "{namespace=\"a\"}                                | ''",
            })
    void app_isWhatTheSelectorNames(String text, String app) {
        assertThat(StoreQuery.of(text, "cpu").app()).isEqualTo(app);
    }

    @Test
    void type_isThatBeforeTheBraces_orTheUsual() {
        StoreQuery query = StoreQuery.of(" parca_agent:samples:count:cpu:nanoseconds:delta{comm=\"web\"} ", "cpu");
        assertThat(query.type()).isEqualTo("parca_agent:samples:count:cpu:nanoseconds:delta");
        assertThat(query.selector()).isEqualTo("{comm=\"web\"}");
        assertThat(StoreQuery.of("{job=\"web\"}", "cpu").type()).isEqualTo("cpu");
    }

    @Test
    void origin_isWhatTheSelectorSays() {
        assertThat(StoreQuery.of("{service_name=\"web\", service_version=\"v7\", pod!=\"x\"}", "cpu")
                        .origin())
                .isEqualTo(new Origin("v7", "", "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web", "{}", "process_cpu:cpu:nanoseconds:cpu:nanoseconds", "{a=\"b\"", "{a}"})
    void whatSelectsNothing_isRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> StoreQuery.of(text, "cpu"))
                .isInstanceOf(PushException.class)
                .hasMessageContaining("write ");
    }
}
