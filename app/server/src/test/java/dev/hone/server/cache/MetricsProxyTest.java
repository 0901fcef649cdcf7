package dev.hone.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsProxyTest {
    private static String target(String endpoint, Map<String, String> labels) {
        return MetricsProxy.target(URI.create(endpoint), labels).toString();
    }

    @Test
    void target_withoutLabels_isTheEndpoint() {
        assertThat(target("http://push:9091/a?b=c", Map.of())).isEqualTo("http://push:9091/a?b=c");
    }

    @Test
    void target_withLabels_hasTheJobFirst_andTheRestInOrder() {
        assertThat(target("http://push:9091", Map.of("job", "build", "z", "1", "a", "2")))
                .isEqualTo("http://push:9091/metrics/job/build/a/2/z/1");
        assertThat(target("http://push:9091/base/?b=c", Map.of("job", "build")))
                .isEqualTo("http://push:9091/base/metrics/job/build?b=c");
    }

    @Test
    void target_withValuesThatAreNoPartOfAPath_encodesThem() {
        assertThat(target("http://push", Map.of("job", "a/b", "branch", "", "team", "a b&c")))
                .isEqualTo("http://push/metrics/job@base64/YS9i/branch@base64/=/team/a+b%26c");
        assertThat(target("http://push", Map.of("team", "x"))).isEqualTo("http://push/metrics/job@base64/=/team/x");
    }
}
