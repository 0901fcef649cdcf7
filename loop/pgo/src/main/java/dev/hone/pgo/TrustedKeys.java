package dev.hone.pgo;

import dev.hone.base.VerifyingKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signatures count: today's, and those of before, so that a key can be replaced. Immutable.
 */
final class TrustedKeys {
    private final SortedMap<String, VerifyingKey> keys = new TreeMap<>();

    /**
     * Keys from PEM.
     *
     * @throws PgoException when one is no Ed25519 key
     */
    TrustedKeys(List<String> pems) {
        for (String pem : pems) {
            try {
                VerifyingKey.allOf(pem).forEach(key -> keys.put(key.id(), key));
            } catch (IllegalArgumentException e) {
                throw new PgoException(PgoError.NOT_TRUSTED, String.valueOf(e.getMessage()), e);
            }
        }
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
        if (file.format() != SignatureFile.FORMAT || !file.algorithm().equals(VerifyingKey.ALGORITHM)) {
            throw refusal("the signature is of a form that this Hone does not know; upgrade to verify it");
        }
        VerifyingKey key = keys.get(file.key());
        if (key == null) {
            throw refusal("it was signed with a key that is not trusted; trust it, or sign anew");
        }
        if (!file.isOf(bytes, key)) {
            throw refusal("the signature is not of these bytes: one or the other was changed");
        }
    }

    private static PgoException refusal(String why) {
        return new PgoException(PgoError.NOT_TRUSTED, why);
    }
}
