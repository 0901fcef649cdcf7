package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of published profiles: {@code download --verify} and {@code pgo verify}. */
final class VerificationTest {
    private static final byte[] PROFILE = "PROF".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "GET /api/profile/web";

    @TempDir
    private Path folder;

    private final StandIn server = new StandIn();
    private KeyPair pair;
    private Path keys;

    @BeforeEach
    void publish() throws IOException, GeneralSecurityException {
        pair = pair();
        keys = Files.writeString(folder.resolve("keys.pem"), pem(pair));
        publish(manifest("web", 7, PublishedProfiles.sha256(PROFILE)));
        server.on("GET /api/hone/v1/signing-keys", 200, pem(pair));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String manifest(String app, int generation, String digest) {
        return "{\n  \"format\": 1,\n  \"app\": \"" + app + "\",\n  \"generation\": " + generation
                + ",\n  \"files\": {\"profile.pb.gz\": \"" + digest + "\"}\n}\n";
    }

    private void publish(String manifest) throws GeneralSecurityException {
        publish(manifest, signatureOf(manifest));
    }

    private void publish(String manifest, String signature) {
        server.on(PATH, exchange -> {
            String asked = exchange.getRequestURI().toString();
            byte[] body = asked.contains("form=manifest")
                    ? manifest.getBytes(StandardCharsets.UTF_8)
                    : asked.contains("form=signature") ? signature.getBytes(StandardCharsets.UTF_8) : PROFILE;
            exchange.getResponseHeaders().set("X-Hone-Generation", "7");
            boolean same = ('"' + PublishedProfiles.sha256(PROFILE) + '"')
                    .equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : body.length);
            if (!same) {
                exchange.getResponseBody().write(body);
            }
        });
    }

    private Run download() {
        return Run.of(
                "download", "web", "-u", server.url(), "-o", out().toString(), "--verify", keys.toString(), "--keep");
    }

    private Path out() {
        return folder.resolve("default.pgo");
    }

    private Run verify(String... more) {
        String[] words = {"pgo", "verify", "web", "-u", server.url()};
        return Run.of(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void download_ofWhatWasSigned_isTaken_alsoWhenItIsThereAlready() {
        assertThat(download()).isEqualTo(new Run(0, "", ""));
        assertThat(out()).hasBinaryContent(PROFILE);
        assertThat(download()).isEqualTo(new Run(0, "", ""));
        assertThat(server.lines())
                .endsWith(PATH, PATH + "?generation=7&form=manifest", PATH + "?generation=7&form=signature");
    }

    @Test
    void download_ofAnotherProfile_isRefused_whateverKeepSays() throws GeneralSecurityException {
        publish(manifest("web", 7, "00".repeat(32)));
        Run run = download();

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("the profile is not what was signed");
        assertThat(out()).doesNotExist();
    }

    @Test
    void verify_whenOneByteOfTheManifestChanged_says() throws GeneralSecurityException {
        String manifest = manifest("web", 7, PublishedProfiles.sha256(PROFILE));
        publish(manifest.replace("\"format\": 1", "\"format\":  1"), signatureOf(manifest));

        assertThat(verify("--signing-keys", keys.toString()).out())
                .startsWith("not verified: the manifest is not signed by a key that you trust, or it was changed");
    }

    private String signatureOf(String manifest) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(manifest.getBytes(StandardCharsets.UTF_8));
        return "{\"format\":1,\"algorithm\":\"Ed25519\",\"key\":\"k1\",\"signature\":\""
                + Base64.getEncoder().encodeToString(signature.sign()) + "\"}";
    }

    @Test
    void verify_byAnotherKey_fails_andByANewKeyBesideTheOld_works() throws Exception {
        Path other = Files.writeString(folder.resolve("other.pem"), pem(pair()));
        assertThat(verify("--signing-keys", other.toString()).exitCode()).isEqualTo(1);

        Files.writeString(other, pem(pair()) + pem(pair));
        assertThat(verify("--signing-keys", other.toString()))
                .isEqualTo(new Run(0, "verified: generation 7 of web, as it was signed\n", ""));
    }

    @Test
    void verify_withTheServersKeys_works_asJsonToo() {
        assertThat(verify().exitCode()).isZero();
        assertThat(verify("--json").out()).isEqualTo("{\n  \"verified\" : true,\n  \"generation\" : 7\n}\n");
    }

    @Test
    void verify_ofAFile_takesTheManifestByItsDigest() throws IOException {
        Files.write(out(), PROFILE);

        assertThat(verify("--file", out().toString()).exitCode()).isZero();
        assertThat(server.lines()).contains(PATH + "?digest=" + PublishedProfiles.sha256(PROFILE) + "&form=manifest");
        Files.writeString(out(), "PROG");
        Run run = verify("7", "--file", out().toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("not verified: the profile is not what was signed");
    }

    @Test
    void verify_ofAnotherAppOrGeneration_fails() throws GeneralSecurityException {
        publish(manifest("api", 7, PublishedProfiles.sha256(PROFILE)));
        assertThat(verify().out()).isEqualTo("not verified: the manifest is of app api, not of web\n");

        publish(manifest("web", 6, PublishedProfiles.sha256(PROFILE)));
        assertThat(verify().out()).isEqualTo("not verified: the manifest is of generation 6, not of 7\n");
    }

    @Test
    void verify_ofAProfileThatTheServerFindsChanged_saysWhatItSays() {
        String said = "{\"message\":\"profile.pb.gz of generation 7 is not what was published\",\"code\":500}";
        server.on(PATH + "?channel=stable", 500, said);
        server.on(PATH + "?channel=stable&form=manifest", 200, "{}", "X-Hone-Generation", "7");
        Run run = verify();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("not verified: the server says: profile.pb.gz of generation 7");

        server.on(PATH + "?channel=stable&form=manifest", 500, said);
        assertThat(verify().exitCode()).as("all of the server fails").isEqualTo(3);
    }

    @Test
    void verify_ofDamagedThings_saysWhich() throws IOException {
        publish(manifest("web", 7, ""), "{\"format\":2}");
        assertThat(verify().out()).contains("a form that this Hone does not know");
        publish(manifest("web", 7, ""), "nothing");
        assertThat(verify().out()).contains("the signature is damaged");
        publish(manifest("web", 7, ""), "{\"format\":1,\"algorithm\":\"Ed25519\",\"signature\":\"%\"}");
        assertThat(verify().out()).contains("the signature is damaged");
        publish(manifest("web", 7, ""), "{\"format\":1,\"algorithm\":\"Ed25519\",\"signature\":\"AAAA\"}");
        assertThat(verify().out()).contains("not signed by a key that you trust");

        for (String text : new String[] {
            "", "-----BEGIN PUBLIC KEY-----\nAAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
        }) {
            Files.writeString(keys, text);
            assertThat(verify("--signing-keys", keys.toString()).exitCode()).isEqualTo(1);
        }
    }
}
