package dev.hone.pgo;

import dev.hone.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Signs manifests, so that builds can tell that a profile is ours.
 *
 * <p>As PEM it is two blocks one behind the other, {@code PRIVATE KEY} and {@code PUBLIC KEY}: what
 * {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout} print. Immutable.
 */
final class SigningKey {
    static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** A new key, made at the first start. */
    static SigningKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /**
     * Reads a key from PEM.
     *
     * @throws PgoException when it is none, or its two halves are not of one key
     */
    static SigningKey of(String pem) {
        try {
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.block(pem, "PRIVATE KEY")));
            SigningKey key = new SigningKey(secret, TrustedKeys.publicKey(pem));
            byte[] trial = key.id().getBytes(StandardCharsets.US_ASCII);
            new TrustedKeys(List.of(pem)).verify(trial, key.sign(trial), false);
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new PgoException(
                    PgoError.NOT_TRUSTED,
                    "this is no Ed25519 key in PEM with a PRIVATE KEY and its PUBLIC KEY; make one with openssl genpkey "
                            + "-algorithm ed25519, and append what openssl pkey -pubout prints",
                    e);
        }
    }

    /** The name of the key. */
    String id() {
        return TrustedKeys.id(open);
    }

    /** The whole key. */
    Secret pem() {
        return Secret.of(Pem.of("PRIVATE KEY", secret.getEncoded()) + publicPem());
    }

    /** The half that others may have. */
    String publicPem() {
        return Pem.of("PUBLIC KEY", open.getEncoded());
    }

    /** A signature file for these bytes: the same for the same bytes. */
    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            String base64 = Base64.getEncoder().encodeToString(signature.sign());
            return Json.text(new SignatureFile(SignatureFile.FORMAT, ALGORITHM, id(), base64))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }
}
