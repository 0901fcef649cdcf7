package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceUrlTest {
    private record Settings(
            @Setting(key = "queue", fallback = "", doc = "Who shares.")
            String queue) {}

    @Test
    void parse_ofAllParts_keepsThemDecoded() {
        ServiceUrl url = ServiceUrl.parse(" KAFKA://group/a%20b+c?topic=x&topic=y%26z&flag ");
        assertThat(url.scheme()).isEqualTo("kafka");
        assertThat(url.authority()).isEqualTo("group");
        assertThat(url.path()).isEqualTo("/a b+c");
        assertThat(url.values("topic")).containsExactly("x", "y&z");
        assertThat(url.values("flag")).containsExactly("");
        assertThat(url.without("topic").parameters()).containsExactly(new ServiceUrl.Parameter("flag", ""));
    }

    @Test
    void read_ofUnknownParameters_namesTheNearest() {
        ServiceUrl url = ServiceUrl.parse("mem://topic?group=one&quue=two");
        assertThatThrownBy(() -> url.read(Settings.class, Map.of("group", "queue")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("quue (mem://topic): no such key; did you mean 'queue'?");
        assertThat(url.without("quue")
                        .read(Settings.class, Map.of("group", "queue"))
                        .queue())
                .isEqualTo("one");
    }

    @Test
    void parse_ofWhatIsNoUrl_saysSo() {
        assertThatThrownBy(() -> ServiceUrl.parse("/data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'/data' is not a URL");
        assertThatThrownBy(() -> ServiceUrl.parse("mem://a?x=%zz")).hasMessageContaining("not followed by two digits");
    }

    @Test
    void toString_leavesParametersOut() {
        assertThat(ServiceUrl.parse("nats://a/b?token=secret")).hasToString("nats://a/b");
    }
}
