package dev.hone.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.ByteSize;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Gate;
import dev.hone.server.keys.Keys;
import dev.hone.server.keys.KeysListener;
import dev.hone.server.keys.Role;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, roles and rates, over HTTP. */
final class AccessTest {
    private static final Route READ = Route.reading(
            "/read/{app}",
            Access.keyed(Role.READ),
            call -> Answer.text(200, call.caller().name()));

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();

    private Gate gate() throws Exception {
        String hex = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("k".getBytes(StandardCharsets.UTF_8)));
        Path file = Files.writeString(folder.resolve("keys"), "sha256:" + hex + " name=ci roles=read app=web\n");
        return new Gate(Keys.of(file, clock::get, KeysListener.NONE), Gate.Openness.LOOPBACK);
    }

    private RunningService service(int rate) throws Exception {
        HttpLimits usual = HttpLimits.USUAL;
        HttpLimits limits = new HttpLimits(
                usual.body(),
                ByteSize.of(8192),
                usual.idle(),
                usual.head(),
                usual.request(),
                usual.slowest(),
                usual.grace(),
                8,
                8,
                rate,
                usual.drain());
        return RunningService.of(limits, gate(), clock::get, READ);
    }

    private static HttpResponse<String> with(RunningService service, String key, String app) throws Exception {
        return service.send(service.request("/read/" + app).header("Authorization", "Bearer " + key));
    }

    @Test
    void key_isAskedFor_andHeldToItsAppAndRole() throws Exception {
        try (RunningService service = service(10)) {
            HttpResponse<String> without = service.get("/read/web");
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(without.body()).contains("\"code\":401").contains("Authorization: Bearer");
            assertThat(with(service, "other", "web").statusCode()).isEqualTo(401);
            assertThat(with(service, "k", "api").statusCode()).isEqualTo(403);
            assertThat(with(service, "k", "web").body()).isEqualTo("ci");
        }
    }

    @Test
    void rate_isPerKey_andComesBackWithTime() throws Exception {
        try (RunningService service = service(2)) {
            assertThat(with(service, "k", "web").statusCode()).isEqualTo(200);
            assertThat(with(service, "k", "web").statusCode()).isEqualTo(200);

            HttpResponse<String> third = with(service, "k", "web");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(third.body()).contains("\"code\":429");

            clock.addAndGet(Duration.ofMillis(500).toNanos());
            assertThat(with(service, "k", "web").statusCode()).isEqualTo(200);
            assertThat(with(service, "k", "web").statusCode()).isEqualTo(429);
        }
    }
}
