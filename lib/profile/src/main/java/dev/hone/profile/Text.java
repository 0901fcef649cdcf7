package dev.hone.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string as a profile holds it: bytes that are usually, but not always, UTF-8.
 *
 * <p>Equality, hash and order are those of the bytes (unsigned), because that is how pprof and the Go compiler compare
 * names. Immutable; shares the bytes it was cut from.
 */
public final class Text implements Comparable<Text> {
    /** The empty string. */
    public static final Text EMPTY = new Text(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int length;

    Text(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    public static Text of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Text(bytes, 0, bytes.length);
    }

    /** The text of some bytes of an array, which are copied. */
    public static Text of(byte[] bytes, int from, int length) {
        return length == 0 ? EMPTY : new Text(Arrays.copyOfRange(bytes, from, from + length), 0, length);
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /** The same text in an array of its own: for those who outlive the profile it was cut from. */
    Text copy() {
        return isEmpty() ? EMPTY : new Text(bytes(), 0, length);
    }

    /** Copies the bytes into an array that has room for them. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, start, target, at, length);
    }

    long hash(SeededHash hash) {
        return hash.mix(hash.start(), bytes, start, length);
    }

    /** Whether the first bytes are those of {@code prefix}, which must be ASCII. */
    public boolean startsWith(String prefix) {
        return length >= prefix.length() && matches(start, prefix);
    }

    /** Whether the last bytes are those of {@code suffix}, which must be ASCII. */
    public boolean endsWith(String suffix) {
        return length >= suffix.length() && matches(start + length - suffix.length(), suffix);
    }

    private boolean matches(int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Text other) {
        return Arrays.compareUnsigned(
                bytes, start, start + length, other.bytes, other.start, other.start + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text
                && length == text.length
                && Arrays.equals(bytes, start, start + length, text.bytes, text.start, text.start + text.length);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** The characters, with U+FFFD for each byte that is not UTF-8: what Go's regular expressions see. */
    String decode() {
        return isPlainAscii() ? ascii() : Escapes.replace(bytes, start, length);
    }

    /**
     * The text for people: what is not UTF-8 appears as {@code \xff}, and what would move the cursor or turn the
     * writing direction as {@code \}<code>u202e</code>, so that a hostile name cannot forge output.
     */
    @Override
    public String toString() {
        return isPlainAscii() ? ascii() : Escapes.escape(bytes, start, length);
    }

    /** Whether there is something in it that moves the cursor, begins a line, turns the writing direction or is not seen. */
    public boolean hasHidden() {
        return !isPlainAscii() && Escapes.hasHidden(decode());
    }

    private String ascii() {
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    private boolean isPlainAscii() {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < ' ' || bytes[i] == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
