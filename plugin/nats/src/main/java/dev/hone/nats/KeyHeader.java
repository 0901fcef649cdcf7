package dev.hone.nats;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Carries a message's key in a header. gocloud escapes headers as queries of URLs, and shows this one as metadata.
 *
 * <p>After go-cloud's pubsub/natspubsub/nats.go (encodeMessageV2, decodeMessageV2), of August 2026.
 */
final class KeyHeader {
    private static final String NAME = "Hone-Key";

    private KeyHeader() {}

    static Headers of(dev.hone.event.Message message) {
        Headers headers = new Headers();
        return message.key().isEmpty()
                ? headers
                : headers.put(NAME, URLEncoder.encode(message.key(), StandardCharsets.UTF_8));
    }

    static dev.hone.event.Message message(Message received) {
        byte[] body = received.getData() == null ? new byte[0] : received.getData();
        return dev.hone.event.Message.received(key(received), body);
    }

    private static String key(Message received) {
        String value = received.hasHeaders() ? received.getHeaders().getFirst(NAME) : null;
        try {
            return value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Somebody else's header of the same name.
            return "";
        }
    }
}
