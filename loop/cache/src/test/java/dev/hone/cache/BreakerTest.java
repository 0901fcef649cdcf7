package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.Breaker.Pass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BreakerTest {
    private static final Duration REST = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong(1_000_000);

    private Breaker breaker(int errors) {
        return Breakers.of(errors, REST, now::get, folder.resolve("remote").resolve("store"));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static void fail(Breaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.ask()).isEqualTo(Pass.GO);
            breaker.failed();
        }
    }

    @Test
    void ask_afterAsManyFailuresInARow_lets_nobody_through() {
        Breaker breaker = breaker(3);
        breaker.answered();
        fail(breaker, 2);
        breaker.answered();
        fail(breaker, 3);

        assertThat(breaker.ask()).isEqualTo(Pass.STAY);
        assertThat(breaker.isWorthAsking()).isFalse();
    }

    @Test
    void ask_ofAStoreThatNeverAnswered_stopsAtTheFirstFailure() {
        Breaker breaker = breaker(3);
        fail(breaker, 1);

        assertThat(breaker.ask()).isEqualTo(Pass.STAY);
    }

    @Test
    void ask_ofAStoreThatWasHeard_stopsAfterAsManyAsAnyOther() {
        Breaker breaker = breaker(3);
        assertThat(breaker.stumbled()).isFalse();
        fail(breaker, 1);
        assertThat(breaker.ask()).isEqualTo(Pass.GO);
        assertThat(breaker.stumbled()).isTrue();

        assertThat(breaker.ask()).isEqualTo(Pass.STAY);
    }

    @Test
    void ask_afterTheRest_letsOneThrough_andAnAnswerEndsThePause() {
        Breaker breaker = breaker(3);
        fail(breaker, 1);
        pass(REST);

        assertThat(breaker.isWorthAsking()).isTrue();
        assertThat(breaker.ask()).isEqualTo(Pass.GO);
        assertThat(breaker.ask()).isEqualTo(Pass.STAY);
        assertThat(breaker.answered()).isTrue();
        assertThat(breaker.ask()).isEqualTo(Pass.GO);
    }

    @Test
    void ask_afterAProbeThatFailed_restsAgain() {
        Breaker breaker = breaker(3);
        fail(breaker, 1);
        pass(REST);
        assertThat(breaker.ask()).isEqualTo(Pass.GO);

        assertThat(breaker.failed()).as("told before").isFalse();

        assertThat(breaker.ask()).isEqualTo(Pass.STAY);
        pass(REST);
        assertThat(breaker.ask()).isEqualTo(Pass.GO);
    }

    @Test
    void ask_afterAProbeThatWasInterrupted_letsTheNextOneTry() {
        Breaker breaker = breaker(3);
        fail(breaker, 1);
        pass(REST);
        assertThat(breaker.ask()).isEqualTo(Pass.GO);

        breaker.unknown();

        assertThat(breaker.ask()).isEqualTo(Pass.GO);
    }

    @Test
    void ask_withoutALimit_alwaysGoes() {
        fail(breaker(0), 100);
    }

    @Test
    void ask_inTheNextProcess_restsToo_untilItAnswered() {
        fail(breaker(3), 1);
        assertThat(breaker(3).ask()).isEqualTo(Pass.STAY);

        Breaker later = breaker(3);
        pass(REST);
        assertThat(later.ask()).isEqualTo(Pass.GO);
        later.answered();

        assertThat(breaker(3).ask()).isEqualTo(Pass.GO);
    }

    @Test
    void ask_inTheNextProcess_afterSilence_rests() {
        breaker(3).isSilent();

        assertThat(breaker(3).ask()).isEqualTo(Pass.STAY);
    }

    @Test
    void failures_afterTheEnd_areNotTheStores() {
        Breaker breaker = breaker(3);
        breaker.close();
        fail(breaker, 5);
        breaker.isSilent();
        assertThat(breaker(3).isWorthAsking()).isTrue();
    }
}
