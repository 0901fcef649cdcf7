package dev.hone.pgo;

import dev.hone.base.SigningKey;
import dev.hone.base.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A signature as it is stored beside what it signs.
 *
 * @param key the name of the key
 * @param signature in Base64
 */
record SignatureFile(int format, String algorithm, String key, String signature) {
    static final int FORMAT = 1;

    /** The file for bytes that a key signs: the same for the same bytes. */
    static byte[] by(SigningKey key, byte[] bytes) {
        String signature = Base64.getEncoder().encodeToString(key.sign(bytes));
        return Json.text(new SignatureFile(
                        FORMAT, VerifyingKey.ALGORITHM, key.open().id(), signature))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it is of these bytes, and by this key. */
    boolean isOf(byte[] bytes, VerifyingKey by) {
        try {
            return by.isSigned(bytes, Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads a stored one.
     *
     * @throws PgoException when it is none
     */
    static SignatureFile read(byte[] stored) {
        String what = "the signature";
        return Json.read(
                Json.parse(new String(stored, StandardCharsets.UTF_8), what, PgoError.NOT_TRUSTED),
                SignatureFile.class,
                what,
                PgoError.NOT_TRUSTED);
    }
}
