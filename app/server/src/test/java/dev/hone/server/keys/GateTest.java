package dev.hone.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
    @TempDir
    private Path folder;

    private Keys keys;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(
                folder.resolve("keys"),
                "sha256:" + KeysTest.digest("reader") + " name=r roles=read\n" + "sha256:" + KeysTest.digest("web")
                        + " name=w roles=submit app=web\n" + "sha256:" + KeysTest.digest("boss")
                        + " name=b roles=admin\n");
        keys = Keys.of(file, () -> 0, KeysListener.NONE);
    }

    private static String outcome(Admission admission) {
        return switch (admission) {
            case Admission.Admitted(Caller caller) -> caller.name();
            case Admission.Unknown unknown -> "401";
            case Admission.Forbidden forbidden -> "403";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer reader, READ, web, r",
        "bearer reader, READ, web, r",
        "Bearer reader, SUBMIT, web, 403",
        "Bearer web, SUBMIT, web, w",
        "Bearer web, SUBMIT, api, 403",
        "Bearer web, SUBMIT, , w",
        "Bearer boss, PROMOTE, api, b",
        "Bearer  reader, READ, web, 401",
        "Bearer nobody, READ, web, 401",
        "Basic reader, READ, web, 401",
        "Basic YW55OnJlYWRlcg==, READ, web, r", // any:reader
        "basic OndlYg==, SUBMIT, web, w", // :web
        "Basic cmVhZGVyOg==, READ, web, 401", // reader:
        "Basic YW55OnJlYWRlcjptb3Jl, READ, web, 401", // any:reader:more
        "Basic, READ, web, 401",
        ", READ, web, 401",
    })
    void keyedRoute_needsAKeyThatFits(String header, Role role, String app, String outcome) {
        for (Gate.Openness openness : Gate.Openness.values()) {
            assertThat(outcome(new Gate(keys, openness).admit(Access.keyed(role), header, true, app)))
                    .isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOOPBACK, true, anonymous",
        "LOOPBACK, false, 403",
        "EVERYBODY, false, anonymous",
        "AS_ORIGINAL, true, anonymous",
        "AS_ORIGINAL, false, 403",
    })
    void withoutKeys_onlyThisMachineMay_unlessOpened(Gate.Openness openness, boolean fromHere, String outcome) {
        Gate gate = new Gate(Keys.none(), openness);

        assertThat(outcome(gate.admit(Access.keyed(Role.READ), null, fromHere, null)))
                .isEqualTo(outcome);
    }

    @Test
    void originalRoute_isAsOpenAsTheOriginal_onlyWhereWeStandInForIt() {
        Access upload = Access.original(Role.SUBMIT);

        assertThat(outcome(new Gate(Keys.none(), Gate.Openness.AS_ORIGINAL).admit(upload, null, false, "web")))
                .isEqualTo("anonymous");
        assertThat(outcome(new Gate(keys, Gate.Openness.AS_ORIGINAL).admit(upload, "Bearer wrong", false, "web")))
                .isEqualTo("anonymous");
        assertThat(outcome(new Gate(keys, Gate.Openness.AS_ORIGINAL).admit(upload, "Bearer web", false, "web")))
                .isEqualTo("w");
        assertThat(outcome(new Gate(keys, Gate.Openness.LOOPBACK).admit(upload, null, false, "web")))
                .isEqualTo("401");
    }

    @Test
    void openRoute_isForEverybody() {
        assertThat(outcome(new Gate(keys, Gate.Openness.LOOPBACK).admit(Access.open(), null, false, null)))
                .isEqualTo("anonymous");
    }
}
