package dev.hone.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * The key under which go keeps the result of a step: a digest of all that goes into the step.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ActionId(String hex) {
    private static final String NAME = "ActionID";

    public ActionId {
        Digests.require(NAME, hex);
    }

    public static ActionId ofBytes(byte[] bytes) {
        return new ActionId(Digests.fromBytes(NAME, bytes));
    }

    /** As go writes it: standard base64 with padding. */
    public static ActionId ofBase64(String text) {
        return new ActionId(Digests.fromBase64(NAME, text));
    }

    public byte[] bytes() {
        return Digests.bytes(hex);
    }

    /** The key under which go keeps something of this name that belongs to the same step. */
    ActionId subkey(String name) {
        MessageDigest digest = Digests.sha256();
        digest.update("subkey:".getBytes(UTF_8));
        digest.update(bytes());
        return ofBytes(digest.digest(name.getBytes(UTF_8)));
    }

    @Override
    public String toString() {
        return hex;
    }
}
