package dev.hone.cache;

/**
 * The name of what a step gave: the SHA-256 of its bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record OutputId(String hex) {
    /** Nothing: what a quarter of all puts hand in. */
    public static final OutputId EMPTY =
            new OutputId("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static final String NAME = "OutputID";

    public OutputId {
        Digests.require(NAME, hex);
    }

    public static OutputId ofBytes(byte[] bytes) {
        return new OutputId(Digests.fromBytes(NAME, bytes));
    }

    /** As go and cacheprog write it: standard base64 with padding. */
    public static OutputId ofBase64(String text) {
        return new OutputId(Digests.fromBase64(NAME, text));
    }

    public String base64() {
        return Digests.base64(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
