package dev.hone.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a message lies in a blob: its key, a line feed, its body. */
final class StoredMessage {
    /** More than a message has that was stored by us. */
    static final int MOST_BYTES = 2 * Message.MOST_BYTES;

    private StoredMessage() {}

    static byte[] bytes(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(message.key().getBytes(StandardCharsets.ISO_8859_1));
        bytes.write('\n');
        bytes.writeBytes(message.body());
        return bytes.toByteArray();
    }

    /** What was put there by other means, without a line feed, is a body without a key. */
    static Message message(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            return Message.received("", bytes);
        }
        String key = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        return Message.received(key, Arrays.copyOfRange(bytes, end + 1, bytes.length));
    }
}
