package dev.hone.blob;

import java.nio.charset.StandardCharsets;

/**
 * The name of a blob, made of parts with slashes between them.
 *
 * <p>A key has 1 to 1,024 bytes of UTF-8. No part is empty, {@code .} or {@code ..}, so there is no slash at either end. It
 * holds no control characters (U+0000 to U+001F, U+007F to U+009F) and no half of a surrogate pair. The first part is
 * not {@code .hone} in any case of letters: stores keep their own things there. Every other character stands for itself.
 *
 * <p>Keys are ordered as their UTF-8 bytes are.
 */
public record BlobKey(String value) implements Comparable<BlobKey> {
    /** The first part that no key has. */
    static final String RESERVED = ".hone";

    static final int MOST_BYTES = 1024;

    public BlobKey {
        String fault = fault(value);
        if (!fault.isEmpty()) {
            throw new BlobException(BlobError.BAD_KEY, "'" + shown(value) + "' is not a key: " + fault);
        }
    }

    public static BlobKey of(String value) {
        return new BlobKey(value);
    }

    /** Whether a name that somebody else may have written is a key. */
    public static boolean isKey(String value) {
        return fault(value).isEmpty();
    }

    private static String fault(String value) {
        if (value.isEmpty()) {
            return "it is empty";
        }
        if (value.length() > MOST_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return "it is longer than " + MOST_BYTES + " bytes";
        }
        if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            return "it is not Unicode";
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            return "it holds a control character";
        }
        return faultOfParts(value.split("/", -1));
    }

    private static String faultOfParts(String[] parts) {
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "a part between slashes is " + (part.isEmpty() ? "empty" : "'" + part + "'");
            }
        }
        return parts[0].equalsIgnoreCase(RESERVED) ? "'" + RESERVED + "' is for the stores themselves" : "";
    }

    private static String shown(String value) {
        String start = value.length() > 100 ? value.substring(0, 100) + "…" : value;
        StringBuilder shown = new StringBuilder();
        start.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    @Override
    public int compareTo(BlobKey other) {
        return compare(value, other.value);
    }

    /** Compares as UTF-8 bytes would: by code points, unlike {@code String}, which compares surrogates as they stand. */
    static int compare(String one, String other) {
        int shared = Math.min(one.length(), other.length());
        for (int i = 0; i < shared; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Surrogates stand for what is beyond U+FFFF, so they come behind everything else. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + (1 << Character.SIZE) : c;
    }

    @Override
    public String toString() {
        return value;
    }
}
