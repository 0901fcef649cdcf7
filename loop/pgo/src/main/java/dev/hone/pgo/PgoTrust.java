package dev.hone.pgo;

import dev.hone.base.Secret;
import dev.hone.base.SigningKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With which key manifests are signed, and whose signatures are believed. Immutable. */
public final class PgoTrust {
    private final @Nullable SigningKey signer;
    private final List<String> trusted;

    private PgoTrust(@Nullable SigningKey signer, List<String> trusted) {
        this.signer = signer;
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Believes some keys, and signs with none.
     *
     * @param trusted public keys in PEM
     */
    public static PgoTrust of(List<String> trusted) {
        return new PgoTrust(null, trusted);
    }

    /** Signs with a key in PEM, and believes it besides those that are believed anyway. */
    public PgoTrust signingWith(Secret pem) {
        try {
            SigningKey key = SigningKey.of(pem);
            List<String> all = new ArrayList<>(trusted);
            all.add(key.open().pem());
            return new PgoTrust(key, all);
        } catch (IllegalArgumentException e) {
            throw new PgoException(PgoError.NOT_TRUSTED, String.valueOf(e.getMessage()), e);
        }
    }

    /** A new key to sign with, in PEM, to be kept. */
    public static Secret newKey(SecureRandom random) {
        return SigningKey.generate(random).pem();
    }

    /** The public keys that are believed, in PEM. */
    public List<String> publicKeys() {
        return trusted;
    }

    @Nullable
    SigningKey signer() {
        return signer;
    }

    TrustedKeys keys() {
        return new TrustedKeys(trusted);
    }
}
