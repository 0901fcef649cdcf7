package dev.hone.pgo;

/** Which generation is meant. */
public sealed interface Selection {
    /** What builds use unless they ask for something else. */
    static Selection stable() {
        return new OfChannel(Channel.STABLE);
    }

    /** What a word names: a number, 12 or more digits of a digest, or else a channel. */
    static Selection parse(String word) {
        if (word.matches("[0-9]{1,9}")) {
            return new OfNumber(Integer.parseInt(word));
        }
        return word.matches("[0-9a-f]{12,64}") ? new OfDigest(word) : new OfChannel(word);
    }

    /** That which a channel points at. */
    record OfChannel(String channel) implements Selection {}

    /** That with this number. */
    record OfNumber(int number) implements Selection {}

    /** That whose canonical profile, compiler or decision digest begins so, the newest of several. */
    record OfDigest(String digest) implements Selection {
        private static final int SHORTEST = 12;

        public OfDigest {
            if (digest.length() < SHORTEST || !digest.matches("[0-9a-f]+")) {
                throw new PgoException(
                        PgoError.NOT_FOUND,
                        "a digest is named by " + SHORTEST + " or more of its hexadecimal digits, not by '" + digest
                                + "'");
            }
        }
    }
}
