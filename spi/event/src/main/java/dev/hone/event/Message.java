package dev.hone.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What travels over a bus: a few bytes, and the key whose messages belong in one order.
 *
 * <p>A key is 0 to 256 characters of printable ASCII. What is sent has at most {@link #MOST_BYTES}; what arrives may be
 * larger, if somebody else sent it.
 */
public final class Message {
    /** Less than every bus can carry. */
    public static final int MOST_BYTES = 256 << 10;

    private static final int LONGEST_KEY = 256;

    private final String key;
    private final byte[] body;

    private Message(String key, byte[] body) {
        this.key = key;
        this.body = body;
    }

    /** A message to be sent; the bytes are copied. */
    public static Message of(String key, byte[] body) {
        if (!isKey(key)) {
            throw new EventException(
                    EventError.BAD_KEY, "a message's key is 0 to " + LONGEST_KEY + " characters of printable ASCII");
        }
        if (body.length > MOST_BYTES) {
            throw new EventException(
                    EventError.TOO_LARGE,
                    "a message of " + body.length + " bytes where " + MOST_BYTES + " is the most");
        }
        return new Message(key, body.clone());
    }

    /** A message of this text in UTF-8, to be sent. */
    public static Message of(String key, String text) {
        return of(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** For buses: what arrived, which somebody else may have sent. What is no key becomes the empty one. */
    public static Message received(String key, byte[] body) {
        return new Message(isKey(key) ? key : "", body.clone());
    }

    private static boolean isKey(String key) {
        return key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c > ' ' && c < '\u007f');
    }

    /** What the messages have in common that belong in one order: the app. */
    public String key() {
        return key;
    }

    /** A copy of the bytes. */
    public byte[] body() {
        return body.clone();
    }

    /** The bytes as UTF-8; what is none becomes replacement characters. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** How many bytes the body has. */
    public int size() {
        return body.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && key.equals(message.key) && Arrays.equals(body, message.body);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "message of " + body.length + " bytes" + (key.isEmpty() ? "" : " for " + key);
    }
}
