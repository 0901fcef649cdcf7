package dev.hone.cache;

import dev.hone.base.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signs the results that this machine shares, and tells which of the others' were signed by somebody who is trusted. Immutable. */
/*
 * What is signed is that an action gave an output: "hone result 1", the two ids and the size, each on its line. The bytes need no
 * signature of their own, because the output's id is their SHA-256 and is compared with them anyway. When it was stored is not
 * signed: the store says that, and it decides of nothing but whether a test runs again.
 *
 * A signature is <kind>:<key>:<base64url>, where the key is named by the beginning of a SHA-256, so that several can be trusted
 * while one takes the other's place.
 */
public final class Seals {
    /** What a signature looks like, whoever made it. */
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,20}:[0-9a-f]{16}):([A-Za-z0-9_-]{1,200})");

    private final @Nullable SealKey signer;
    private final SortedMap<String, SealKey> trusted;

    private Seals(@Nullable SealKey signer, SortedMap<String, SealKey> trusted) {
        this.signer = signer;
        this.trusted = trusted;
    }

    /**
     * Reads keys: an Ed25519 key in PEM, or lines of {@code hmac} and a secret. The key that signs is trusted, too.
     *
     * @param signing the key to sign with; null for none
     * @param trusted further texts with keys
     * @throws CacheException when there is no key in a text
     */
    public static Seals of(@Nullable Secret signing, List<Secret> trusted) {
        SortedMap<String, SealKey> all = new TreeMap<>();
        for (Secret text : trusted) {
            SealKey.trusted(text).forEach(key -> all.put(key.name(), key));
        }
        SealKey signer = signing == null ? null : SealKey.signing(signing);
        if (signer != null) {
            all.put(signer.name(), signer);
        }
        return new Seals(signer, all);
    }

    /** Whether this machine can sign what it shares. */
    public boolean canSign() {
        return signer != null;
    }

    /** The name of the key that signs; empty without one. */
    public String signer() {
        return signer == null ? "" : signer.name();
    }

    /** The names of the keys that are trusted. */
    public List<String> trusted() {
        return new ArrayList<>(trusted.keySet());
    }

    static boolean isOne(String signature) {
        return FORM.matcher(signature).matches();
    }

    /**
     * The signature of a result.
     *
     * @throws CacheException when there is no key to sign with
     */
    String seal(ActionId action, OutputId output, long size) {
        if (signer == null) {
            throw new CacheException(
                    CacheError.REMOTE_REFUSED,
                    "what this machine makes is not shared: there is no key to sign it with");
        }
        byte[] seal = signer.seal(statement(action, output, size));
        return signer.name() + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
    }

    /**
     * Makes sure that somebody who is trusted says that this output is of this action.
     *
     * @throws CacheException when nobody does
     */
    void require(ActionId action, OutputId output, long size, String signature) {
        if (signature.isEmpty()) {
            throw refusal("it is not signed");
        }
        Matcher parts = FORM.matcher(signature);
        if (!parts.matches()) {
            throw refusal("its signature is of a form that is not known here");
        }
        SealKey key = trusted.get(parts.group(1));
        if (key == null) {
            throw refusal("it was signed with the key " + parts.group(1) + ", which is not trusted");
        }
        if (!key.isSealed(statement(action, output, size), decoded(parts.group(2)))) {
            throw refusal("its signature is of something else");
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refusal("its signature cannot be read");
        }
    }

    private static byte[] statement(ActionId action, OutputId output, long size) {
        return ("hone result 1\n" + action.hex() + "\n" + output.hex() + "\n" + size + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static CacheException refusal(String why) {
        return new CacheException(CacheError.POISONED, why);
    }
}
