package dev.hone.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.hone.cache.CacheScope;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Admission;
import dev.hone.server.keys.Caller;
import dev.hone.server.keys.Gate;
import dev.hone.server.keys.Keys;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OidcTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Signer RSA = Signer.rsa("r", 2048);
    private static final Signer EC = Signer.ec("e");
    private static final Signer WEAK = Signer.rsa("weak", 1024);
    private static final String RULES = """
            [{"when": {"repository": "acme/web", "ref": "refs/heads/main", "event_name": "push"},
              "roles": ["read", "submit"], "cache": "web", "trust": "yes"},
             {"when": {"repository": "acme/*", "event_name": "pull_request"},
              "roles": ["read", "submit"], "cache": "web", "trust": "no", "scope": "ref"},
             {"when": {"repository": "acme/docs"}, "roles": ["read"], "trust": "yes"},
             {"when": {"environment": "*"}, "roles": ["read", "submit"], "trust": "yes"}]""";

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    private OidcTokens tokens;

    @BeforeEach
    void open() throws IOException {
        Path keys = Files.writeString(folder.resolve("jwks"), Signer.set(RSA, EC, WEAK));
        tokens = tokens(file("\"" + keys + "\"", RULES));
    }

    private OidcTokens tokens(Path file) {
        return OidcTokens.of(file, () -> NOW, nanos::get);
    }

    private Path file(String keys, String rules) {
        try {
            return Files.writeString(
                    folder.resolve("oidc.json"),
                    "{\"issuers\": [{\"issuer\": \"https://ci\", \"audience\": \"hone\", \"jwks\": " + keys
                            + ", \"rules\": " + rules + "}]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The claims of a push to main, but for what is said otherwise. */
    private static String claims(String more) {
        return "{\"iss\":\"https://ci\",\"aud\":\"hone\",\"sub\":\"repo:acme/web\",\"exp\":"
                + (NOW.getEpochSecond() + 300) + more + "}";
    }

    private static final String PUSH =
            ",\"repository\":\"acme/web\",\"ref\":\"refs/heads/main\",\"event_name\":\"push\"";

    private Caller admitted(String token) {
        Admission admission = tokens.admit(token, Role.SUBMIT);
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) admission).caller();
    }

    private void assertUnknown(String token, String why) {
        assertThat(tokens.admit(token, Role.READ))
                .isInstanceOfSatisfying(
                        Admission.Unknown.class,
                        unknown -> assertThat(unknown.message()).contains(why));
    }

    private void assertForbidden(String token, String why) {
        assertThat(tokens.admit(token, Role.SUBMIT))
                .isInstanceOfSatisfying(
                        Admission.Forbidden.class,
                        forbidden -> assertThat(forbidden.message()).contains(why));
    }

    @Test
    void token_thatFitsATrustingRule_hasTheNamespace() {
        for (Signer signer : new Signer[] {RSA, EC}) {
            Caller caller = admitted(signer.token(claims(PUSH)));
            assertThat(caller.scope()).isEqualTo(new CacheScope("web", ""));
            assertThat(caller.name()).isEqualTo("oidc:repo:acme/web");
        }
    }

    @Test
    void token_ofAPullRequest_hasAScopeOfItsOwn() {
        String claims =
                claims(",\"repository\":\"acme/shop\",\"ref\":\"refs/pull/7/merge\",\"event_name\":\"pull_request\"");

        assertThat(admitted(RSA.token(claims)).scope()).isEqualTo(new CacheScope("web", "ref=refs/pull/7/merge"));
    }

    @Test
    void token_withoutTheClaimOfItsScope_isForbidden() {
        assertForbidden(
                RSA.token(claims(",\"repository\":\"acme/shop\",\"event_name\":\"pull_request\"")),
                "tells untrusted jobs apart");
    }

    @Test
    void token_thatFitsNoRule_orLacksTheRole_isForbidden() {
        assertForbidden(RSA.token(claims(",\"repository\":\"evil/web\"")), "no rule");
        assertForbidden(RSA.token(claims(PUSH.replace("main", "other"))), "no rule");
        assertForbidden(RSA.token(claims(",\"repository\":[\"acme/docs\"]")), "no rule");
        assertForbidden(RSA.token(claims(",\"environment\":\"\"")), "no rule");
        admitted(RSA.token(claims(",\"environment\":\"production\"")));
        assertForbidden(RSA.token(claims(",\"repository\":\"acme/docs\"")), "role submit");
    }

    /** What anybody can write who does not have the key. */
    @Test
    void token_thatIsNotSignedByTheKeyItNames_isUnknown() throws Exception {
        String good = RSA.token(claims(PUSH));
        String[] parts = good.split("\\.", -1);
        String evil = Signer.base64(claims(PUSH.replace("acme/web", "acme/own")));
        assertUnknown(parts[0] + "." + evil + "." + parts[2], "not signed");
        assertUnknown(parts[0] + "." + parts[1] + ".", "not signed");
        assertUnknown(Signer.base64("{\"alg\":\"none\",\"kid\":\"r\"}") + "." + parts[1] + ".", "not signed");
        assertUnknown(RSA.token("{\"alg\":\"RS256\",\"kid\":\"e\"}", claims(PUSH)), "not signed");
        assertUnknown(EC.token("{\"alg\":\"ES256\",\"kid\":\"r\"}", claims(PUSH)), "not signed");
        assertUnknown(EC.token("{\"alg\":\"RS256\",\"kid\":\"e\"}", claims(PUSH)), "not signed");
        assertUnknown(RSA.token("{\"alg\":\"RS512\",\"kid\":\"r\"}", claims(PUSH)), "not signed");
        assertUnknown(RSA.token("{\"alg\":\"RS256\"}", claims(PUSH)), "not signed");
        assertUnknown(WEAK.token(claims(PUSH)), "not signed");
        assertUnknown(hmacWithThePublicKey(parts[1]), "not signed");
    }

    /** The oldest trick: the public key taken for a secret. */
    private static String hmacWithThePublicKey(String claims) throws Exception {
        String signed = Signer.base64("{\"alg\":\"HS256\",\"kid\":\"r\"}") + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.pair().getPublic().getEncoded(), "HmacSHA256"));
        return signed + "." + Signer.base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void token_forSomebodyElse_isUnknown() {
        assertUnknown(RSA.token(claims(PUSH).replace("https://ci", "https://other")), "issuer");
        assertUnknown(RSA.token(claims(PUSH).replace("\"hone\"", "\"other\"")), "audience");
        assertUnknown(RSA.token(claims(PUSH).replace("\"hone\"", "[\"other\", 7, null]")), "audience");
        assertUnknown(
                RSA.token("{\"alg\":\"RS256\",\"kid\":\"r\",\"crit\":[\"x\"],\"x\":1}", claims(PUSH)), "no token");
        admitted(RSA.token(claims(PUSH).replace("\"hone\"", "[\"other\", \"hone\"]")));
    }

    @ParameterizedTest
    @CsvSource({"-59, true", "-61, false", "1, true"})
    void token_thatIsOver_countsForAMinuteMore(long ends, boolean counts) {
        String token = RSA.token(
                claims(PUSH).replace(String.valueOf(NOW.getEpochSecond() + 300), "" + (NOW.getEpochSecond() + ends)));

        assertThat(tokens.admit(token, Role.READ) instanceof Admission.Admitted).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"nbf, 59, true", "nbf, 61, false", "iat, 59, true", "iat, 61, false"})
    void token_thatBeginsLater_countsAMinuteEarlier(String claim, long begins, boolean counts) {
        String token = RSA.token(claims(PUSH + ",\"" + claim + "\":" + (NOW.getEpochSecond() + begins)));

        assertThat(tokens.admit(token, Role.READ) instanceof Admission.Admitted).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"never\"", "null", "1e300", "-1", "[1]"})
    void token_whoseEndIsNoTime_isUnknown(String end) {
        assertUnknown(RSA.token(claims(PUSH).replace(String.valueOf(NOW.getEpochSecond() + 300), end)), "over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "..", "e30.e30.e30", "eyJ.eyJ.x", "W10.W10.AAAA", "a.%%%.c", "é.é.é"})
    void token_thatIsNone_isUnknown(String text) {
        assertThat(tokens.admit(text, Role.READ)).isInstanceOf(Admission.Unknown.class);
    }

    @Test
    void token_thatIsHugeOrDeepOrSaysThingsTwice_isUnknown() {
        assertUnknown(RSA.token(claims(PUSH + ",\"x\":\"" + "x".repeat(20_000) + "\"")), "no token");
        assertUnknown(RSA.token(claims(PUSH + ",\"x\":" + "[".repeat(5000))), "no token");
        assertUnknown(RSA.token(claims(PUSH + ",\"iss\":\"https://ci\"")), "no token");
    }

    @Test
    void name_inLogs_hasNoControlCharacters_andAnEnd() {
        String claims = claims(PUSH).replace("repo:acme/web", "a\\nb\\u001b[31m" + "c".repeat(500));

        assertThat(admitted(RSA.token(claims)).name())
                .startsWith("oidc:a?b?[31mc")
                .hasSize(105);
    }

    @Test
    void keys_areFetchedAgain_forAKeyThatIsNotKnown_andNotMoreThanOnceAMinute() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<String> set = new AtomicReference<>(Signer.set(RSA));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = set.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        tokens = tokens(file("\"http://127.0.0.1:" + server.getAddress().getPort() + "/jwks\"", RULES));

        admitted(RSA.token(claims(PUSH)));
        for (int i = 0; i < 50; i++) {
            assertUnknown(EC.token(claims(PUSH)), "not signed");
        }
        assertThat(asked).hasValue(1);

        set.set(Signer.set(EC));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        admitted(EC.token(claims(PUSH)));
        assertUnknown(RSA.token(claims(PUSH)), "not signed");
        assertThat(asked).hasValue(2);

        // With the issuer away, what is known counts for a day and no longer.
        server.stop(0);
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        admitted(EC.token(claims(PUSH)));
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        assertUnknown(EC.token(claims(PUSH)), "not signed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"keys\":7}",
                "{\"keys\":[7,null,{}]}",
                "{",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r\"}]}"
            })
    void keys_thatAreNone_admitNobody(String set) throws IOException {
        Path keys = Files.writeString(folder.resolve("other"), set);
        tokens = tokens(file("\"" + keys + "\"", RULES));

        assertUnknown(RSA.token(claims(PUSH)), "not signed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a | true",
                "a | b | false",
                "a | ab | false",
                "* | '' | true",
                "acme/* | acme/web | true",
                "acme/* | evil/acme/web | false",
                "*/main | refs/heads/main | true",
                "refs/*/main | refs/heads/x/main | true",
                "refs/*/main | refs/heads/main2 | false",
                "a*b*c | aXbXbXc | true",
                ". | a | false",
            })
    void pattern_hasStarsAndNothingElse(String pattern, String text, boolean matches) {
        assertThat(Issuer.Rule.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void pattern_withManyStars_takesNoLongTime() {
        assertThat(Issuer.Rule.matches("*a".repeat(500) + "b", "a".repeat(10_000)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | something in it",
                "[{}] | would take every token",
                "[{\"when\":{},\"roles\":[\"read\"],\"trust\":\"yes\"}] | would take every token",
                "[{\"when\":{\"sub\":7},\"roles\":[\"read\"],\"trust\":\"yes\"}] | must have a text",
                "[{\"when\":{\"sub\":\"x\"},\"roles\":[\"admin\"],\"trust\":\"yes\"}] | roles are",
                "[{\"when\":{\"sub\":\"x\"},\"roles\":[\"read\"],\"trust\":\"maybe\"}] | trust is",
                "[{\"when\":{\"sub\":\"x\"},\"roles\":[\"read\"]}] | 'trust' is missing",
                "[{\"when\":{\"sub\":\"x\"},\"roles\":[\"read\"],\"trust\":\"yes\",\"cache\":\"../x\"}] | namespace",
                "[{\"when\":{\"sub\":\"x\"},\"rols\":[\"read\"],\"trust\":\"yes\"}] | roles",
            })
    void file_thatSaysWhatCannotBe_isRefusedWithItsName(String rules, String why) {
        Path file = file("\"keys\"", rules);

        assertThatThrownBy(() -> tokens(file)).hasMessageContainingAll("oidc.json", why);
    }

    /** Where tokens are asked for, this machine is no exception; and they are for nothing but the build cache. */
    @Test
    void gate_takesTokensForWhatBuildsShare_andForNothingElse() {
        Gate gate = new Gate(Keys.none(), tokens, Gate.Openness.LOOPBACK);
        String header = "Bearer " + RSA.token(claims(PUSH));

        assertThat(gate.admit(Access.shared(Role.READ), header, false, null)).isInstanceOf(Admission.Admitted.class);
        assertThat(gate.admit(Access.shared(Role.READ), null, true, null)).isInstanceOf(Admission.Unknown.class);
        assertThat(gate.admit(Access.keyed(Role.READ), header, true, null)).isInstanceOf(Admission.Unknown.class);
        assertThat(gate.admit(Access.original(Role.READ), header, true, null)).isInstanceOf(Admission.Unknown.class);
    }

    @Test
    void file_withKeysThatOthersCouldChangeOnTheWay_isRefused() {
        Path file = file("\"http://keys.example.com\"", RULES);

        assertThatThrownBy(() -> tokens(file)).hasMessageContaining("https");
    }
}
