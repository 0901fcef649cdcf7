package dev.hone.base;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Signs bytes, so that others can tell that they are ours: Ed25519.
 *
 * <p>As PEM it is two blocks one behind the other, {@code PRIVATE KEY} and {@code PUBLIC KEY}: what
 * {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout} print. Immutable.
 */
public final class SigningKey {
    private final PrivateKey secret;
    private final VerifyingKey open;

    private SigningKey(PrivateKey secret, VerifyingKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** A new key. */
    public static SigningKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + VerifyingKey.ALGORITHM, e);
        }
    }

    /**
     * Reads a key from PEM.
     *
     * @throws IllegalArgumentException when it is none, or its two halves are not of one key; says what to do
     */
    public static SigningKey of(Secret pem) {
        try {
            PrivateKey secret = KeyFactory.getInstance(VerifyingKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(
                            Pem.blocks(pem.reveal(), "PRIVATE KEY").getFirst()));
            SigningKey key =
                    new SigningKey(secret, VerifyingKey.allOf(pem.reveal()).getFirst());
            byte[] trial = key.open().id().getBytes(StandardCharsets.US_ASCII);
            if (key.open().isSigned(trial, key.sign(trial))) {
                return key;
            }
            throw new IllegalArgumentException("the PRIVATE KEY and the PUBLIC KEY are not of one key");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "this is no Ed25519 key in PEM with a PRIVATE KEY and its PUBLIC KEY; make one with openssl genpkey "
                            + "-algorithm ed25519, and append what openssl pkey -pubout prints",
                    e);
        }
    }

    /** The half that others may have. */
    public VerifyingKey open() {
        return open;
    }

    /** The whole key. */
    public Secret pem() {
        return Secret.of(Pem.of("PRIVATE KEY", secret.getEncoded()) + open.pem());
    }

    /** A signature for these bytes: the same for the same bytes. */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }
}
