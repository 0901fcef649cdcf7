package dev.hone.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.server.http.Exchange;
import dev.hone.server.http.Route;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written down of requests, at which level. */
final class AuditLogTest {
    private static Exchange exchange(Route.Kind kind, int status) {
        return new Exchange(
                "id-1", "/api/profile/{app}", "POST", kind, status, null, "ci", "web", 10, Duration.ofMillis(5));
    }

    private static String logged(String level, Exchange exchange) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Logs.start(LogFormat.TEXT, level, out);
        new AuditLog().ended(exchange);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "CHANGING, 200, level=INFO msg=done",
        "CHANGING, 404, level=INFO msg=refused",
        "CHANGING, 500, level=INFO msg=refused",
        "TAKING_IN, 201, level=DEBUG msg=done",
        "TAKING_IN, 400, level=DEBUG msg=refused",
        "TAKING_IN, 401, level=INFO msg=refused",
        "TAKING_IN, 403, level=INFO msg=refused",
    })
    void request_thatWasToChangeSomething_isWrittenDown_withWhoAndWhat(Route.Kind kind, int status, String line) {
        assertThat(logged("debug", exchange(kind, status)))
                .contains(line + " logger=audit who=ci what=\"POST /api/profile/{app}\" app=web outcome=" + status
                        + " request=id-1\n");
    }

    @ParameterizedTest
    @CsvSource({"READING, 200", "READING, 403", "SIGN_OF_LIFE, 200", "SIGN_OF_LIFE, 503"})
    void request_thatOnlyLooks_isNotWrittenDown(Route.Kind kind, int status) {
        assertThat(logged("debug", exchange(kind, status))).isEmpty();
    }

    /** A fleet uploads all the time: its lines would drown the others. */
    @ParameterizedTest
    @CsvSource({"TAKING_IN, 201, false", "TAKING_IN, 400, false", "TAKING_IN, 403, true", "CHANGING, 200, true"})
    void usualLevel_leavesOutWhatAFleetSends_butNotKeysThatAreRefused(Route.Kind kind, int status, boolean there) {
        assertThat(logged("info", exchange(kind, status)).isEmpty()).isEqualTo(!there);
    }

    @Test
    void levelWarn_leavesOutTheAuditLog_butNotOurFaults() {
        assertThat(logged("warn", exchange(Route.Kind.CHANGING, 200))).isEmpty();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Logs.start(LogFormat.TEXT, "warn", out);
        new AuditLog().failed(exchange(Route.Kind.READING, 500), new IllegalStateException("broken"));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("level=ERROR msg=\"a request failed\"")
                .contains("request=id-1")
                .contains("broken");
    }
}
