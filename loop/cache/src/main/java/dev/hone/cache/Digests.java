package dev.hone.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The 32 bytes that both kinds of ids are: as text in lower-case hexadecimal, which also names files and keys. */
final class Digests {
    static final int BYTES = 32;
    static final int DIGITS = 2 * BYTES;

    private Digests() {}

    /** Refuses everything but 64 lower-case digits, so that an id can stand in a path. */
    static void require(String what, String hex) {
        if (!isHex(hex)) {
            throw refused(what);
        }
    }

    static boolean isHex(String hex) {
        boolean good = hex.length() == DIGITS;
        for (int i = 0; good && i < DIGITS; i++) {
            char digit = hex.charAt(i);
            good = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
        }
        return good;
    }

    static String fromBytes(String what, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw refused(what);
        }
        return HexFormat.of().formatHex(bytes);
    }

    static String fromBase64(String what, String text) {
        try {
            return fromBytes(what, Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw refused(what);
        }
    }

    /** The digest of a text, in hexadecimal. */
    static String ofText(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static String base64(String hex) {
        return Base64.getEncoder().encodeToString(bytes(hex));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the text itself: it may be ten kilobytes of control characters. */
    private static CacheException refused(String what) {
        return new CacheException(CacheError.BAD_ID, what + " is not the 32 bytes of an id");
    }
}
