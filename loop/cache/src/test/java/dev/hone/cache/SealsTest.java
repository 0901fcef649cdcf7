package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Secret;
import dev.hone.base.SigningKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.cache.RemoteCache.Existing;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SealsTest {
    private static final SecureRandom RANDOM = new SecureRandom(new byte[] {1});
    private static final SigningKey PAIR = SigningKey.generate(RANDOM);
    private static final Secret HMAC = Secret.of("# July\nhmac 0123456789abcdef0123456789abcdef\n");
    private static final Secret OTHER = Secret.of("hmac fedcba9876543210fedcba9876543210");
    private static final ActionId ACTION = Outputs.action(1);
    private static final byte[] BYTES = Outputs.bytes("what a step gave");

    private final BlobStore store = MemoryBlobStore.create(InstantSource.system());
    private final RemoteCache bucket = BlobRemoteCache.over(store, "");
    private final Calls calls = new Calls();

    static Stream<Secret> keys() {
        return Stream.of(PAIR.pem(), HMAC);
    }

    private static Seals signing(Secret key) {
        return Seals.of(key, List.of());
    }

    private RemoteCache sealed(Seals seals) {
        return new SealedRemoteCache(bucket, seals, calls);
    }

    private static void refused(RemoteCache remote, ActionId action, String why) {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> remote.get(action))
                .satisfies(e -> assertThat(e.error()).isEqualTo(CacheError.POISONED))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void get_ofWhatTheSameKeySigned_givesIt(Secret key) {
        RemoteCache sealed = sealed(signing(key));
        sealed.put(ACTION, Outputs.packed(BYTES), Existing.KEEP);

        assertThat(sealed.get(ACTION).map(RemoteObject::output)).contains(Outputs.output(BYTES));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void get_ofWhatNobodySigned_orAnotherKey_isRefused(Secret key) {
        RemoteCache sealed = sealed(signing(key));
        bucket.put(ACTION, Outputs.raw(BYTES), Existing.REPLACE);
        refused(sealed, ACTION, "not signed");

        sealed(signing(OTHER)).put(ACTION, Outputs.raw(BYTES), Existing.REPLACE);
        refused(sealed, ACTION, "is not trusted");

        assertThat(sealed.get(Outputs.action(2))).isEmpty();
        assertThat(calls.warnings()).as("told once").hasSize(1);
    }

    /** Who can write to the bucket can move what was signed, but not make it say something else. */
    @ParameterizedTest
    @MethodSource("keys")
    void get_ofAForgery_isRefused(Secret key) {
        Seals seals = signing(key);
        RemoteCache sealed = sealed(seals);
        sealed.put(ACTION, Outputs.raw(BYTES), Existing.REPLACE);
        String seal = bucket.get(ACTION).map(RemoteObject::signature).orElseThrow();

        bucket.put(Outputs.action(2), Outputs.raw(BYTES).signed(seal), Existing.REPLACE);
        refused(sealed, Outputs.action(2), "of something else");

        bucket.put(ACTION, Outputs.raw(Outputs.bytes("evil")).signed(seal), Existing.REPLACE);
        refused(sealed, ACTION, "of something else");

        for (String bent :
                List.of(seal.substring(0, seal.length() - 6), seal + "AAAA", seal.replaceFirst("[^:]+$", "A"))) {
            bucket.put(ACTION, Outputs.raw(BYTES).signed(bent), Existing.REPLACE);
            refused(sealed, ACTION, "its signature");
        }
    }

    @Test
    void get_whileAKeyTakesTheOthersPlace_isServedWithBoth() {
        Secret next = SigningKey.generate(RANDOM).pem();
        RemoteCache before = sealed(signing(PAIR.pem()));
        RemoteCache after = sealed(Seals.of(next, List.of(Secret.of(PAIR.open().pem()))));
        before.put(ACTION, Outputs.raw(BYTES), Existing.KEEP);
        after.put(Outputs.action(2), Outputs.raw(BYTES), Existing.KEEP);

        assertThat(after.get(ACTION)).isPresent();
        assertThat(after.get(Outputs.action(2))).isPresent();
        refused(before, Outputs.action(2), "is not trusted");
    }

    @Test
    void openHalf_tells_andCannotSign() {
        Seals reader = Seals.of(null, List.of(Secret.of(PAIR.open().pem()), HMAC));
        sealed(signing(PAIR.pem())).put(ACTION, Outputs.raw(BYTES), Existing.KEEP);

        assertThat(sealed(reader).get(ACTION)).isPresent();
        assertThat(reader.canSign()).isFalse();
        assertThat(reader.trusted()).hasSize(2);
        assertThatThrownBy(() -> reader.seal(ACTION, Outputs.output(BYTES), 1)).hasMessageContaining("no key");
    }

    @Test
    void name_saysNothingOfTheSecret() {
        assertThat(signing(HMAC).signer()).matches("hmac:[0-9a-f]{16}");
        assertThat(HMAC.reveal()).doesNotContain(signing(HMAC).signer().substring(5));
        assertThat(signing(PAIR.pem()).signer())
                .isEqualTo("ed25519:" + PAIR.open().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "hmac short", "hmac ", "-----BEGIN PUBLIC KEY-----"})
    void of_whatIsNoKey_isRefused_andNotRepeated(String text) {
        for (Runnable reading : List.<Runnable>of(
                () -> Seals.of(Secret.of(text), List.of()), () -> Seals.of(null, List.of(Secret.of(text))))) {
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(reading::run)
                    .satisfies(e -> assertThat(e.error()).isEqualTo(CacheError.BAD_KEY))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("nonsense"));
        }
        assertThatCode(() -> signing(HMAC)).doesNotThrowAnyException();
    }

    @Test
    void header_thatIsNoSignature_isRefusedByTheServer() {
        assertThat(Seals.isOne(signing(HMAC).seal(ACTION, Outputs.output(BYTES), 1)))
                .isTrue();
        for (String bad :
                List.of("x", "hmac:0123456789abcdef:", "hmac:0123456789ABCDEF:AA", "hmac:0123456789abcdef:A A")) {
            assertThat(Seals.isOne(bad)).as(bad).isFalse();
            assertThatThrownBy(() -> Contract.offer(
                            ACTION,
                            header -> Optional.of(
                                    switch (header) {
                                        case "Content-Length", Contract.SIZE -> "1";
                                        case Contract.OUTPUT ->
                                            Outputs.output(BYTES).hex();
                                        case Contract.SIGNATURE -> bad;
                                        default -> "";
                                    })))
                    .hasMessageContaining(Contract.SIGNATURE);
        }
    }
}
