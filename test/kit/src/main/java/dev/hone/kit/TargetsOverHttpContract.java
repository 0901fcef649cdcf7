package dev.hone.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.base.Sleeper;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds a source of targets that asks over HTTP to what its socket says, whatever is answered. */
@Timeout(60)
public abstract class TargetsOverHttpContract {
    /** What the source is to show whom it asks, and nobody else. */
    protected static final String TOKEN = "token-that-is-not-to-be-shown";

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(700);

    /** A source of all apps that asks at this address with {@link #TOKEN}, and gives up after so long. */
    protected abstract TargetSource at(String url, Duration most);

    private void assertFails(RudeServer server, Duration most, TargetError... errors) {
        TargetSource source = at(server.url(), most);
        assertThatThrownBy(source::look).isInstanceOfSatisfying(TargetException.class, e -> {
            assertThat(e.error()).as(e.getMessage()).isIn(Arrays.asList(errors));
            assertThat(e.getMessage()).isNotBlank().doesNotContain(TOKEN).hasSizeLessThan(1000);
            assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
        });
        source.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, MISCONFIGURED",
        "401, DENIED",
        "403, DENIED",
        "404, MISCONFIGURED",
        "408, UNAVAILABLE",
        "418, MISCONFIGURED",
        "429, UNAVAILABLE",
        "500, UNAVAILABLE",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void look_whenRefused_saysWhy_butNotTheToken(int status, TargetError error) {
        String said = "no \u001b[31m\n luck with " + TOKEN;
        try (RudeServer server = RudeServer.answering(status, said)) {
            assertFails(server, LONG, error);
            assertThat(server.requests().getFirst()).contains(TOKEN);
        }
        try (RudeServer server = RudeServer.answering(status, "{\"kind\":\"Status\",\"message\":\"" + TOKEN + "\"}")) {
            assertFails(server, LONG, error);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void look_doesNotFollowRedirects(int status) {
        try (RudeServer thief = RudeServer.answering(200, "[]");
                RudeServer server = RudeServer.with(out -> out.write(RudeServer.head(
                        status, "Location: " + thief.url() + "/v1/services\r\nContent-Length: 0\r\n")))) {
            assertFails(server, LONG, TargetError.MISCONFIGURED);
            assertThat(thief.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>hello</html>",
                "{",
                "[",
                "[{",
                "7",
                "\"x\"",
                "[7]",
                "{\"items\":7}",
                "{\"a\":{\"b\":1}}",
                "\u0000",
                "{\"a\":1}{",
                "tru"
            })
    void look_atWhatIsNoList_fails(String body) {
        try (RudeServer server = RudeServer.answering(200, body)) {
            assertFails(server, LONG, TargetError.BAD_LIST);
        }
    }

    @Test
    void look_atADeepList_fails() {
        try (RudeServer server = RudeServer.answering(200, "{\"items\":" + "[".repeat(100_000))) {
            assertFails(server, LONG, TargetError.BAD_LIST);
        }
    }

    @Test
    void look_atAListThatIsCutOff_fails() {
        try (RudeServer server = RudeServer.with(out -> {
            out.write(RudeServer.head(200, "Content-Length: 1000\r\n"));
            out.write("{\"items\":[".getBytes(StandardCharsets.UTF_8));
        })) {
            assertFails(server, LONG, TargetError.UNAVAILABLE, TargetError.BAD_LIST);
        }
    }

    @Test
    void look_atAListWithoutEnd_fails() {
        try (RudeServer server = RudeServer.with(out -> {
            out.write(RudeServer.head(200, ""));
            byte[] space = new byte[1 << 16];
            Arrays.fill(space, (byte) ' ');
            forEver(() -> out.write(space));
        })) {
            assertFails(server, LONG, TargetError.TOO_LARGE);
        }
    }

    @Test
    void look_atASlowList_failsInTime() {
        try (RudeServer server = RudeServer.with(out -> {
            out.write(RudeServer.head(200, ""));
            forEver(() -> {
                out.write(' ');
                out.flush();
                pause();
            });
        })) {
            assertFails(server, SHORT, TargetError.UNAVAILABLE);
        }
    }

    @Test
    void look_whenNothingIsAnswered_failsInTime() {
        try (RudeServer server = RudeServer.with(TargetsOverHttpContract::beSilent)) {
            assertFails(server, SHORT, TargetError.UNAVAILABLE);
            assertThat(at(server.url(), SHORT).check()).isInstanceOf(Health.Bad.class);
        }
    }

    @Test
    void look_whenTheCallerHangsUp_fails() {
        try (RudeServer server = RudeServer.with(out -> {})) {
            assertFails(server, LONG, TargetError.UNAVAILABLE);
        }
    }

    @Test
    void look_whenInterrupted_fails_andKeepsTheMark() throws InterruptedException {
        try (RudeServer server = RudeServer.with(TargetsOverHttpContract::beSilent)) {
            TargetSource source = at(server.url(), LONG);
            Thread thread = new Thread(() -> {
                assertThatThrownBy(source::look)
                        .isInstanceOfSatisfying(
                                TargetException.class,
                                e -> assertThat(e.error()).isEqualTo(TargetError.INTERRUPTED));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            });
            Throwable[] failure = new Throwable[1];
            thread.setUncaughtExceptionHandler((dead, e) -> failure[0] = e);
            thread.start();
            while (server.requests().isEmpty()) {
                Sleeper.REAL.sleep(Duration.ofMillis(5));
            }
            thread.interrupt();
            thread.join();
            assertThat(failure[0]).isNull();
        }
    }

    @Test
    void make_touchesNothing() {
        try (RudeServer server = RudeServer.answering(200, "[]")) {
            TargetSource source = at(server.url(), LONG);
            assertThat(source.name()).isNotBlank();
            source.close();
            assertThat(server.requests()).isEmpty();
        }
    }

    /** What is done until the other side hangs up. */
    private interface Act {
        void run() throws IOException;
    }

    private static void forEver(Act act) throws IOException {
        // The end comes as an exception.
        while (true) {
            act.run();
        }
    }

    private static void beSilent(OutputStream out) {
        // Until the test is over, which is long before.
        for (int i = 0; i < 1000; i++) {
            pause();
        }
    }

    private static void pause() {
        try {
            Sleeper.REAL.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
