package dev.hone.blob;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Turns keys into file names and back.
 *
 * <p>Lower-case letters, digits and most ASCII signs stand for themselves. Every other byte is written as {@code %} and two
 * hexadecimal digits: upper-case letters too, so that {@code A} and {@code a} are two files on every file system, and
 * everything beyond ASCII, so that a name depends neither on the locale nor on how a file system composes letters.
 */
final class FileNames {
    private static final boolean[] THEMSELVES = new boolean[128];

    static {
        for (char c : "abcdefghijklmnopqrstuvwxyz0123456789-_.,;=+@~!#$&'()[]{}^ ".toCharArray()) {
            THEMSELVES[c] = true;
        }
    }

    private static final int LONGEST = 255;
    private static final HexFormat HEX = HexFormat.of();

    private FileNames() {}

    /** The file of a key, below {@code root}. */
    static Path path(Path root, BlobKey key) {
        Path path = root;
        for (String part : key.value().split("/", -1)) {
            path = path.resolve(name(key, part));
        }
        return path;
    }

    private static String name(BlobKey key, String part) {
        String name = encode(part);
        if (name.length() > LONGEST) {
            throw new BlobException(
                    BlobError.BAD_KEY,
                    "'" + key + "' cannot be stored in files: a part of it needs a file name of " + name.length()
                            + " characters, and " + LONGEST + " is the most");
        }
        return name;
    }

    /** The file name of a part of a key. */
    static String encode(String part) {
        StringBuilder name = new StringBuilder(part.length());
        for (byte one : part.getBytes(StandardCharsets.UTF_8)) {
            if (one >= 0 && THEMSELVES[one]) {
                name.append((char) one);
            } else {
                name.append('%').append(HEX.toHexDigits(one));
            }
        }
        return name.toString();
    }

    /** The part of a key that a file name stands for; empty when it stands for none, because somebody else made it. */
    static Optional<String> decode(String name) {
        if (isItself(name)) {
            return Optional.of(name);
        }
        byte[] bytes = new byte[name.length()];
        int size = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%' && i + 2 < name.length() && isHex(name.charAt(i + 1)) && isHex(name.charAt(i + 2))) {
                bytes[size++] = (byte) HexFormat.fromHexDigits(name, i + 1, i + 3);
                i += 2;
            } else if (c < THEMSELVES.length && THEMSELVES[c]) {
                bytes[size++] = (byte) c;
            } else {
                return Optional.empty();
            }
        }
        String part = new String(bytes, 0, size, StandardCharsets.UTF_8);
        return encode(part).equals(name) ? Optional.of(part) : Optional.empty();
    }

    private static boolean isItself(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= THEMSELVES.length || !THEMSELVES[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return "0123456789abcdef".indexOf(c) >= 0;
    }
}
