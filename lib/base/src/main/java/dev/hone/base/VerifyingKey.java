package dev.hone.base;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Tells whether a {@link SigningKey} signed some bytes: its half that everybody may have. Immutable. */
public final class VerifyingKey {
    /** What it is called in Java and in our files. */
    public static final String ALGORITHM = "Ed25519";

    private static final String LABEL = "PUBLIC KEY";
    private static final int ID = 16;

    private final PublicKey key;

    VerifyingKey(PublicKey key) {
        this.key = key;
    }

    /**
     * The public keys in a text, as PEM; what else is in it is passed over.
     *
     * @throws IllegalArgumentException when there is none, or one that is no Ed25519 key
     */
    public static List<VerifyingKey> allOf(String pem) {
        try {
            List<VerifyingKey> keys = new ArrayList<>();
            for (byte[] block : Pem.blocks(pem, LABEL)) {
                keys.add(new VerifyingKey(
                        KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(block))));
            }
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no Ed25519 PUBLIC KEY in PEM", e);
        }
    }

    /** The name of the key: the beginning of its SHA-256. */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest).substring(0, ID);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String pem() {
        return Pem.of(LABEL, key.getEncoded());
    }

    /** Whether the signature is of these bytes and by this key; one that is no signature is not. */
    public boolean isSigned(byte[] bytes, byte[] signature) {
        try {
            Signature verifying = Signature.getInstance(ALGORITHM);
            verifying.initVerify(key);
            verifying.update(bytes);
            return verifying.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
