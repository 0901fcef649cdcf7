package dev.hone.cache;

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

    @Override
    public String toString() {
        return hex;
    }
}
