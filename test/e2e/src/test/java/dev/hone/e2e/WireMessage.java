package dev.hone.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or an answer as it stands in a file of the exchanges, or as it went over the wire.
 *
 * <p>Texts have one character for each byte, so that nothing is lost of what is not UTF-8.
 *
 * @param start the request line, or the status line
 * @param headers in their order; a name that begins with {@code ~} is a fact about the rival that nobody else is held to
 */
record WireMessage(String start, List<Header> headers, String body) {
    /** One header line. */
    record Header(String name, String value) {
        boolean isHeld() {
            return !name.startsWith("~");
        }

        Header plain() {
            return isHeld() ? this : new Header(name.substring(1), value);
        }

        @Override
        public String toString() {
            return name + (value.isEmpty() ? ":" : ": " + value);
        }
    }

    WireMessage {
        headers = List.copyOf(headers);
    }

    /** Reads the text of a message: first line, headers, and behind an empty line the body. */
    static WireMessage parse(String text) {
        int end = text.indexOf("\n\n");
        List<String> head = Arrays.asList((end < 0 ? text.stripTrailing() : text.substring(0, end)).split("\n", -1));
        List<Header> headers = new ArrayList<>();
        for (String line : head.subList(1, head.size())) {
            headers.add(header(line));
        }
        String body = end < 0 ? "" : text.substring(end + 2);
        return new WireMessage(head.getFirst(), headers, body.endsWith("\\\n") ? cut(body) : body);
    }

    private static String cut(String body) {
        return body.substring(0, body.length() - 2);
    }

    /** Reads one line of headers. */
    static Header header(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not a header: " + line);
        }
        return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    /** What {@link #parse} reads back as this. */
    String format() {
        StringBuilder text = new StringBuilder(start).append('\n');
        headers.forEach(header -> text.append(header).append('\n'));
        if (!body.isEmpty()) {
            text.append('\n').append(body);
            if (!body.endsWith("\n")) {
                text.append("\\\n");
            }
        }
        return text.toString();
    }

    /** The value of the first header of that name, whether others are held to it or not. */
    Optional<String> valueOf(String name) {
        return headers.stream()
                .map(Header::plain)
                .filter(header -> header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Header::value)
                .findFirst();
    }

    /** The method of a request. */
    String method() {
        return start.substring(0, start.indexOf(' '));
    }

    WireMessage withBody(String other) {
        return new WireMessage(start, headers, other);
    }
}
