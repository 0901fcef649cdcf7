package dev.hone.pgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Secret;
import dev.hone.base.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SigningTest {
    private static final SecureRandom RANDOM = new SecureRandom(new byte[] {1});
    private static final SigningKey KEY = SigningKey.generate(RANDOM);
    private static final TrustedKeys TRUSTED =
            new TrustedKeys(List.of(KEY.open().pem()));

    private static Publications published() {
        Publications app = new Publications("{}");
        app.fleet.upload(0, "", "", Program.of(100).profile(5_000, new Random(1)));
        app.refresh(Instant.parse("2026-11-21T10:00:00Z"));
        return app;
    }

    private static void refused(Runnable verification) {
        assertThatThrownBy(verification::run)
                .isInstanceOfSatisfying(
                        PgoException.class, e -> assertThat(e.error()).isIn(PgoError.NOT_TRUSTED, PgoError.DAMAGED));
    }

    @Test
    void manifest_withOneByteFlipped_isRefused() {
        byte[] manifest = published().published.getFirst().bytes();
        byte[] signature = SignatureFile.by(KEY, manifest);

        TRUSTED.verify(manifest, signature, false);
        for (int at = 0; at < manifest.length; at += 7) {
            byte[] flipped = manifest.clone();
            flipped[at] ^= 1;
            refused(() -> TRUSTED.verify(flipped, signature, true));
        }
    }

    /** It is read before it is verified where nobody signed, so no byte of it may do harm. */
    @Test
    void manifest_withAnyBytesChanged_isReadOrRefused() {
        byte[] manifest = published().published.getFirst().bytes();
        Random random = new Random(2);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] changed = manifest.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(GenerationManifest.read(changed).format()).isPositive();
            } catch (PgoException e) {
                assertThat(e.error()).isIn(PgoError.DAMAGED, PgoError.NEWER_FORMAT);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    /** A flipped bit may spell the same signature in Base64, or add a blank; what it must not do is crash. */
    @Test
    void signature_withOneByteFlipped_isRefused_orStillThatSignature() {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        byte[] signature = SignatureFile.by(KEY, text);
        int refused = 0;
        for (int at = 0; at < signature.length; at++) {
            byte[] flipped = signature.clone();
            flipped[at] ^= 1;
            try {
                TRUSTED.verify(text, flipped, true);
            } catch (PgoException e) {
                assertThat(e.error()).isEqualTo(PgoError.NOT_TRUSTED);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(signature.length * 9 / 10);
    }

    @Test
    void artefact_withOneByteFlipped_isRefused() {
        Publications app = published();
        GenerationManifest manifest = app.published.getFirst();
        GenerationContent content = Objects.requireNonNull(app.content);
        content.files().forEach((name, bytes) -> {
            manifest.check(name, bytes);
            byte[] flipped = bytes.clone();
            flipped[flipped.length / 2] ^= 1;
            refused(() -> manifest.check(name, flipped));
        });
        refused(() -> manifest.check("other", new byte[0]));
    }

    @Test
    void rotatedKeys_areTrustedTogether_andOthersAreNot() {
        SigningKey next = SigningKey.generate(RANDOM);
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        TrustedKeys both = new TrustedKeys(List.of(KEY.open().pem(), next.open().pem()));

        assertThatCode(() -> both.verify(text, SignatureFile.by(KEY, text), false))
                .doesNotThrowAnyException();
        assertThatCode(() -> both.verify(text, SignatureFile.by(next, text), false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> TRUSTED.verify(text, SignatureFile.by(next, text), true))
                .hasMessageContaining("not trusted");
    }

    @Test
    void unsigned_isFine_onlyWhereThePolicySaysSo() {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);

        assertThatCode(() -> TRUSTED.verify(text, null, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TRUSTED.verify(text, null, false)).hasMessageContaining("there is no signature");
    }

    @Test
    void key_thatIsNone_isRefused() {
        refused(() -> new TrustedKeys(List.of("nonsense")));
        refused(() -> PgoTrust.of(List.of()).signingWith(Secret.of("nonsense")));
    }
}
