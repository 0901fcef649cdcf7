package dev.hone.pgo;

import java.nio.charset.StandardCharsets;

/**
 * A signature as it is stored beside what it signs.
 *
 * @param key the name of the key
 * @param signature in Base64
 */
record SignatureFile(int format, String algorithm, String key, String signature) {
    static final int FORMAT = 1;

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
