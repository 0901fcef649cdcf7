package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GoFlagsTest {
    @Test
    void packagesAndFlags_areToldApart_inAnyOrder() {
        for (List<String> words : List.of(
                List.of("./a", "-trimpath", "-ldflags", "-s -w", "-tags=x", "./b"),
                List.of("-trimpath", "-ldflags", "-s -w", "./a", "./b", "-tags=x"))) {
            GoFlags flags = GoFlags.of(words);
            assertThat(flags.flags()).containsExactly("-trimpath", "-ldflags", "-s -w", "-tags=x");
            assertThat(flags.packages()).containsExactly("./a", "./b");
        }
    }

    @Test
    void value_isTheLast_inBothForms() {
        assertThat(GoFlags.of(List.of("-trimpath", "--pgo=off")).value("pgo")).contains("off");
        assertThat(GoFlags.of(List.of("-pgo=off", "-pgo", "a.pgo", "./x")).value("pgo"))
                .contains("a.pgo");
        assertThat(GoFlags.of(List.of("-p", "4", "-ldflags", "-pgo=no")).value("pgo"))
                .isEmpty();
    }

    @Test
    void program_isOurs_byTheLauncherOrTheShim() {
        for (String value :
                List.of("hone cache", "/opt/hone/bin/hone cache direct", "'/a b/hone-cache' --s3-bucket=x")) {
            assertThat(CacheProgram.of(value).isOurs()).as(value).isTrue();
        }
        for (String value : List.of("", "hone", "cacheprog direct", "/opt/hone/go-cacher")) {
            assertThat(CacheProgram.of(value).isOurs()).as(value).isFalse();
        }
        assertThat(CacheProgram.of("hone cache direct --s3-bucket=x").settings())
                .containsExactly("direct", "--s3-bucket=x");
        assertThat(CacheProgram.of("hone-cache --s3-bucket=x").settings()).containsExactly("--s3-bucket=x");
    }
}
