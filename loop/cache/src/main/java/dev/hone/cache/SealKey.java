package dev.hone.cache;

import dev.hone.base.Secret;
import dev.hone.base.SigningKey;
import dev.hone.base.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key by which a result is known to be of somebody. Immutable. */
sealed interface SealKey {
    /** Its kind and an id. */
    String name();

    byte[] seal(byte[] statement);

    boolean isSealed(byte[] statement, byte[] seal);

    /** The key to sign with that is in a text. */
    static SealKey signing(Secret text) {
        List<Shared> shared = Shared.allOf(text);
        if (!shared.isEmpty()) {
            return shared.getFirst();
        }
        try {
            SigningKey key = SigningKey.of(text);
            return new Pair(key, key.open());
        } catch (IllegalArgumentException e) {
            throw new CacheException(
                    CacheError.BAD_KEY,
                    e.getMessage() + "; or write a line of hmac, a blank and a secret of at least " + Shared.LEAST
                            + " characters",
                    e);
        }
    }

    /** The keys in a text, one at least. */
    static List<SealKey> trusted(Secret text) {
        List<SealKey> keys = new ArrayList<>(Shared.allOf(text));
        if (text.reveal().contains("PUBLIC KEY") || keys.isEmpty()) {
            try {
                VerifyingKey.allOf(text.reveal()).forEach(key -> keys.add(new Pair(null, key)));
            } catch (IllegalArgumentException e) {
                throw new CacheException(
                        CacheError.BAD_KEY,
                        "there is neither an Ed25519 PUBLIC KEY in PEM in it nor a line of hmac, a blank and a secret",
                        e);
            }
        }
        return keys;
    }

    /** Ed25519: who has the open half only can tell, and not sign. */
    record Pair(@Nullable SigningKey secret, VerifyingKey open) implements SealKey {
        @Override
        public String name() {
            return VerifyingKey.ALGORITHM.toLowerCase(Locale.ROOT) + ":" + open.id();
        }

        @Override
        public byte[] seal(byte[] statement) {
            if (secret == null) {
                throw new IllegalStateException("the open half cannot sign");
            }
            return secret.sign(statement);
        }

        @Override
        public boolean isSealed(byte[] statement, byte[] seal) {
            return open.isSigned(statement, seal);
        }
    }

    /** HMAC-SHA-256 with a secret that all have who share: whoever can tell can sign, too. */
    record Shared(Secret secret) implements SealKey {
        static final int LEAST = 32;

        private static final String KIND = "hmac";
        private static final String ALGORITHM = "HmacSHA256";
        private static final int ID = 16;

        static List<Shared> allOf(Secret text) {
            List<Shared> keys = new ArrayList<>();
            for (String line : text.reveal().lines().toList()) {
                if (line.startsWith(KIND + " ")) {
                    String secret = line.substring(KIND.length()).strip();
                    if (secret.length() < LEAST) {
                        throw new CacheException(
                                CacheError.BAD_KEY,
                                "a secret to sign results with has at least " + LEAST
                                        + " characters; openssl rand -hex 32 makes one");
                    }
                    keys.add(new Shared(Secret.of(secret)));
                }
            }
            return keys;
        }

        @Override
        public String name() {
            byte[] id = seal(KIND.getBytes(StandardCharsets.US_ASCII));
            return KIND + ":" + HexFormat.of().formatHex(id).substring(0, ID);
        }

        @Override
        public byte[] seal(byte[] statement) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
                return mac.doFinal(statement);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + ALGORITHM, e);
            }
        }

        @Override
        public boolean isSealed(byte[] statement, byte[] seal) {
            return MessageDigest.isEqual(seal(statement), seal);
        }
    }
}
