package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.StoreEviction.Limits;
import dev.hone.command.Arguments;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many results of builds {@code hone up} keeps. */
final class CacheQuotaTest {
    private static final World WORLD =
            new World(InstantSource.system(), System::nanoTime, new SecureRandom(), Map.of(), new CountDownLatch(0));

    private static Limits limits(Map<String, String> environment, String... words) {
        Arguments arguments = Arguments.read(new Up(WORLD), List.of(words), environment);
        return Objects.requireNonNull(Up.storing(arguments).cache()).limits();
    }

    @Test
    void up_keepsSoManyResultsOfBuilds_asItIsTold() {
        assertThat(limits(Map.of(), "--cache-max-size", "2GiB", "--cache-max-unused", "48h"))
                .isEqualTo(new Limits(2L << 30, Duration.ofDays(2)));
        assertThat(limits(Map.of("HONE_CACHE_SERVE_MAX_SIZE", "0"))).isEqualTo(new Limits(0, Duration.ZERO));
        assertThat(limits(Map.of())).isEqualTo(new Limits(50L << 30, Duration.ZERO));
    }

    @Test
    void up_besideBuilds_keepsWhatTheyLeaveToIt() {
        assertThat(limits(Map.of("HONE_CACHE_MAX_SIZE", "1MiB", "HONE_CACHE_MAX_AGE", "1h")))
                .isEqualTo(new Limits(50L << 30, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up --cache-max-unused", "cache serve --max-unused"})
    void time_beforeNow_isNone(String command) {
        Run run = Run.of((command + "=-1h").split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("-max-unused takes 0s or more");
    }
}
