package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GivenTest {
    private final AtomicLong now = new AtomicLong();
    private final Given given = new Given(now::get);

    private static ActionId printed(int action) {
        return Outputs.action(action).subkey("stdout");
    }

    private static ActionId fixes(int action) {
        return Outputs.action(action).subkey("fix.zip");
    }

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    /** go takes nothing else for empty that it is not given: without fixes it looks again by itself. */
    @Test
    void whatWasPrinted_withWhatGoWasGiven_isMissed_andNothingElse() {
        given.add(Outputs.action(1));
        assertThat(given.has(printed(1))).isTrue();
        assertThat(given.isMissed(printed(1))).isTrue();
        assertThat(given.has(fixes(1))).isTrue();
        assertThat(given.isMissed(fixes(1))).isFalse();
        assertThat(given.has(Outputs.action(1))).isFalse();
        assertThat(given.isMissed(Outputs.action(1))).isFalse();
        assertThat(given.has(printed(2))).isFalse();
        assertThat(given.isMissed(printed(2))).isFalse();
    }

    /** Tools of one's own may print nothing that is kept. */
    @Test
    void whatWasPrinted_isMissedNoMore_onceSomethingMadeAgainPrintedNothing() {
        for (int i = 1; i <= 3; i++) {
            given.add(Outputs.action(i));
        }
        assertThat(given.isMissed(printed(1))).isTrue();
        given.made(Outputs.action(1));
        pass(100);
        assertThat(given.isMissed(printed(2))).as("it may come yet").isTrue();
        pass(101);
        assertThat(given.isMissed(printed(3))).isFalse();
    }

    /** Compilers print first, and vet last. */
    @Test
    void whatWasPrinted_isMissedEachTime_whereWhatIsMadeAgainPrints() {
        for (int i = 1; i <= 4; i++) {
            given.add(Outputs.action(i));
            assertThat(given.isMissed(printed(i))).isTrue();
            pass(1000);
            given.made(i % 2 == 0 ? printed(i) : Outputs.action(i));
            given.made(i % 2 == 0 ? Outputs.action(i) : printed(i));
        }
    }
}
