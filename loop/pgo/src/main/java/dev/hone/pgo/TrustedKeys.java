package dev.hone.pgo;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signatures count: today's, and those of before, so that a key can be replaced. Immutable.
 */
final class TrustedKeys {
    private static final int ID = 16;

    private final SortedMap<String, PublicKey> keys = new TreeMap<>();

    /**
     * Keys from PEM.
     *
     * @throws PgoException when one is no Ed25519 key
     */
    TrustedKeys(List<String> pems) {
        for (String pem : pems) {
            try {
                PublicKey key = publicKey(pem);
                keys.put(id(key), key);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new PgoException(PgoError.NOT_TRUSTED, "this is no Ed25519 PUBLIC KEY in PEM", e);
            }
        }
    }

    static PublicKey publicKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance(SigningKey.ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(Pem.block(pem, "PUBLIC KEY")));
    }

    /** The name of a key: the beginning of its digest. */
    static String id(PublicKey key) {
        return Sha256.of(key.getEncoded()).substring(0, ID);
    }

    /**
     * Makes sure that bytes are as somebody signed them whose key is trusted.
     *
     * @param signature the signature file; null when there is none
     * @param unsigned whether that is fine
     * @throws PgoException when they are not
     */
    void verify(byte[] bytes, byte @Nullable [] signature, boolean unsigned) {
        if (signature == null) {
            if (!unsigned) {
                throw refusal("there is no signature, and the policy does not allow that (\"unsigned\": true would)");
            }
            return;
        }
        SignatureFile file = SignatureFile.read(signature);
        if (file.format() != SignatureFile.FORMAT || !file.algorithm().equals(SigningKey.ALGORITHM)) {
            throw refusal("the signature is of a form that this Hone does not know; upgrade to verify it");
        }
        PublicKey key = keys.get(file.key());
        if (key == null) {
            throw refusal("it was signed with a key that is not trusted; trust it, or sign anew");
        }
        if (!isSigned(bytes, file.signature(), key)) {
            throw refusal("the signature is not of these bytes: one or the other was changed");
        }
    }

    private static boolean isSigned(byte[] bytes, String base64, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PgoException refusal(String why) {
        return new PgoException(PgoError.NOT_TRUSTED, why);
    }
}
