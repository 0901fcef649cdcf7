package dev.hone.cache;

import dev.hone.blob.Content;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The two digests of stored bytes that cacheprog's contract wants, in hexadecimal. */
record StoredDigests(String md5, String sha256) {
    private static final int BUFFER = 1 << 16;

    static StoredDigests of(Content content) {
        MessageDigest md5 = weak();
        MessageDigest sha256 = Digests.sha256();
        byte[] buffer = new byte[(int) Math.min(BUFFER, content.length() + 1)];
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                md5.update(buffer, 0, read);
                sha256.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "what is to be shared cannot be read: " + e, e);
        }
        HexFormat hex = HexFormat.of();
        return new StoredDigests(hex.formatHex(md5.digest()), hex.formatHex(sha256.digest()));
    }

    /** For the header only: nothing here trusts it. */
    private static MessageDigest weak() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
