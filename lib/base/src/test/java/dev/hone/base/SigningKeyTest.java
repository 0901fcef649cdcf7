package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class SigningKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom(new byte[] {1});
    private static final SigningKey KEY = SigningKey.generate(RANDOM);
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    @Test
    void sign_isSeenByItsOtherHalf_andByNoOther() {
        byte[] signature = KEY.sign(TEXT);

        assertThat(KEY.open().isSigned(TEXT, signature)).isTrue();
        assertThat(SigningKey.generate(RANDOM).open().isSigned(TEXT, signature)).isFalse();
        assertThat(KEY.open().isSigned(new byte[] {1}, signature)).isFalse();
        assertThat(KEY.open().isSigned(TEXT, new byte[0])).isFalse();
        for (int at = 0; at < signature.length; at++) {
            byte[] flipped = signature.clone();
            flipped[at] ^= 1;
            assertThat(KEY.open().isSigned(TEXT, flipped)).isFalse();
        }
    }

    @Test
    void key_readsBackFromPem_andSignsTheSame() {
        SigningKey again = SigningKey.of(KEY.pem());

        assertThat(again.open().id()).isEqualTo(KEY.open().id()).hasSize(16);
        assertThat(again.sign(TEXT)).isEqualTo(KEY.sign(TEXT));
        assertThat(KEY.open().pem()).startsWith("-----BEGIN PUBLIC KEY-----\n").doesNotContain("PRIVATE");
    }

    @Test
    void allOf_manyKeysOfOneText_givesEach() {
        SigningKey other = SigningKey.generate(RANDOM);

        assertThat(VerifyingKey.allOf("# of July\n" + KEY.open().pem() + "# of August\n"
                        + other.pem().reveal()))
                .extracting(VerifyingKey::id)
                .containsExactly(KEY.open().id(), other.open().id());
    }

    @Test
    void key_thatIsNone_orOfTwoHalves_isRefused() {
        String pem = KEY.pem().reveal();
        String half = pem.substring(0, pem.indexOf("-----BEGIN PUBLIC"));

        refused("nonsense");
        refused(half);
        refused(half + SigningKey.generate(RANDOM).open().pem());
        refused(pem.replace("MC", "XX"));
        refused(pem.substring(0, pem.length() - 10));
        assertThatIllegalArgumentException().isThrownBy(() -> VerifyingKey.allOf("nonsense"));
    }

    private static void refused(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of(Secret.of(pem)))
                .withMessageContaining("openssl genpkey");
    }
}
