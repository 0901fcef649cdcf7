package dev.hone.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hone.base.Component.Health;
import dev.hone.base.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpIntakeTest {
    private static final byte[] PROFILE = {1, 2, 3};

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;
    private int status = 201;
    private String answer = "{\"key\":\"web/staging/17\",\"more\":1}\n";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.createContext("/slow", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body.length + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "http://elsewhere.invalid/");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private HttpIntake intake(String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new HttpIntake(uri, null, Duration.ofSeconds(5));
    }

    @Test
    void hand_sendsTheBytesAndWhereTheyAreFrom() throws Exception {
        try (HttpIntake intake = intake("/base/")) {
            assertThat(intake.hand("web", PROFILE, new Origin("1.2 beta", "", "pod&1", "")))
                    .isEqualTo(new Intake.Receipt("web/staging/17"));
            assertThat(asked.take()).isEqualTo("POST /base/api/profile/web?version=1.2+beta&instance=pod%261 3 null");
            intake.hand("web", PROFILE, Origin.UNKNOWN);
            assertThat(asked.take()).isEqualTo("POST /base/api/profile/web 3 null");
        }
    }

    @Test
    void hand_withAKey_showsIt() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (HttpIntake intake = new HttpIntake(uri, Secret.of("k1"), Duration.ofSeconds(5))) {
            intake.hand("web", PROFILE, Origin.UNKNOWN);
            assertThat(asked.take()).endsWith(" Bearer k1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "404, REFUSED",
        "413, REFUSED",
        "401, DENIED",
        "403, DENIED",
        "429, BUSY",
        "503, BUSY",
        "408, UNAVAILABLE",
        "500, UNAVAILABLE",
        "302, MISCONFIGURED",
        "200, MISCONFIGURED"
    })
    void hand_thatIsNotTaken_saysWhoseMoveItIs(int code, IntakeError error) {
        status = code;
        answer = "{\"message\":\"no\\nway\",\"code\":" + code + "}";
        try (HttpIntake intake = intake("")) {
            assertThatThrownBy(() -> intake.hand("web", PROFILE, Origin.UNKNOWN))
                    .isInstanceOfSatisfying(
                            IntakeException.class, e -> assertThat(e.error()).isEqualTo(error))
                    .hasMessageEndingWith(" answered " + code + ": no way");
        }
    }

    @Test
    void hand_toWhatIsNoServerOfProfiles_isUnavailable() {
        answer = "<html>hello</html>";
        try (HttpIntake intake = intake("")) {
            assertThatThrownBy(() -> intake.hand("web", PROFILE, Origin.UNKNOWN))
                    .hasMessageContaining("answered what is not JSON: <html>hello</html>");
        }
    }

    @Test
    void hand_toNobody_isUnavailable() throws Exception {
        try (HttpIntake intake = intake("")) {
            server.stop(0);
            assertThatThrownBy(() -> intake.hand("web", PROFILE, Origin.UNKNOWN))
                    .isInstanceOfSatisfying(
                            IntakeException.class, e -> assertThat(e.error()).isEqualTo(IntakeError.UNAVAILABLE));
            assertThat(intake.wants("web")).isEqualTo(Wants.UNKNOWN);
            assertThat(intake.check()).isInstanceOf(Health.Bad.class);
        }
    }

    @Test
    void hand_toWhoNeverAnswers_isUnavailableAfterTheTimeout() {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow");
        try (HttpIntake intake = new HttpIntake(uri, null, Duration.ofMillis(100))) {
            assertThatThrownBy(() -> intake.hand("web", PROFILE, Origin.UNKNOWN))
                    .hasMessageContaining("did not answer within");
        }
    }

    @Test
    void hand_whenClosed_isRefusedAsClosed() {
        HttpIntake intake = intake("");
        intake.close();
        assertThatThrownBy(() -> intake.hand("web", PROFILE, Origin.UNKNOWN))
                .isInstanceOfSatisfying(
                        IntakeException.class, e -> assertThat(e.error()).isEqualTo(IntakeError.CLOSED));
    }

    @Test
    void hand_forAnAppWithAnotherName_asksNobody() {
        try (HttpIntake intake = intake("")) {
            assertThatThrownBy(() -> intake.hand("../web", PROFILE, Origin.UNKNOWN))
                    .isInstanceOfSatisfying(
                            IntakeException.class, e -> assertThat(e.error()).isEqualTo(IntakeError.REFUSED));
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void wants_areRead_andUnknownOfAServerThatHasNone() {
        status = 200;
        answer = "{\"verdict\":\"notYet\",\"wants\":{\"instances\":[\"a\",\"b\"],\"hours\":[9,10],\"enough\":false}}";
        try (HttpIntake intake = intake("")) {
            assertThat(intake.wants("web")).isEqualTo(new Wants(true, Set.of("a", "b"), Set.of(9, 10), false));
            answer = "404 page not found\n";
            status = 404;
            assertThat(intake.wants("web")).isEqualTo(Wants.UNKNOWN);
            assertThat(intake.check()).isInstanceOf(Health.Bad.class);
        }
    }

    @Test
    void origin_isPrintableAscii_andFittingMakesItSo() {
        assertThatThrownBy(() -> new Origin("", "", "pöd", "")).hasMessageContaining("the instance of a profile");
        assertThat(Origin.fitting("pöd\n" + "x".repeat(300))).isEqualTo("p?d?" + "x".repeat(196));
    }
}
