package dev.hone.e2e;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns an answer that a rival gave into the one that is kept: without what differs each time. */
final class WireRecorder {
    private static final Set<String> HELD = Set.of("content-type", "allow", "location");
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?Z";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static final String MESSAGE = "\"message\":\"((\\\\.|[^\"\\\\])*)\"";

    private WireRecorder() {}

    static WireMessage kept(WireMessage answer) {
        List<WireMessage.Header> headers =
                answer.headers().stream().map(header -> header(header, answer)).toList();
        String body = answer.body().startsWith("\u001f\u008b") ? WirePattern.gzip(answer.body()) : body(answer);
        return new WireMessage(answer.start(), headers, body);
    }

    /** Errors that the rival's library answers: another library may say them in its own way. */
    private static boolean isPlain(WireMessage answer) {
        return answer.start().compareTo("HTTP/1.1 4") > 0
                && answer.valueOf("Content-Type").orElse("").startsWith("text/plain");
    }

    /** Errors with a text of the store's, which has a number of its own each time. */
    private static boolean isTrouble(WireMessage answer) {
        return answer.start().startsWith("HTTP/1.1 5");
    }

    private static WireMessage.Header header(WireMessage.Header header, WireMessage answer) {
        String name = header.name().toLowerCase(Locale.ROOT);
        boolean held = HELD.contains(name) && !(isPlain(answer) && name.equals("content-type"));
        String value = switch (name) {
            case "date" -> "<date>";
            case "content-length" -> isTrouble(answer) ? "<digits>" : header.value();
            default -> general(header.value());
        };
        return new WireMessage.Header(held ? header.name() : "~" + header.name(), value);
    }

    private static String body(WireMessage answer) {
        String body = general(answer.body()).replaceAll("\"size\":([0-9]+)", "\"size\":<digits=$1>");
        if (isPlain(answer)) {
            return body.replaceFirst("([^<>\n]+)", "<any=$1>");
        }
        if (isTrouble(answer)) {
            return body.replaceAll(MESSAGE, "\"message\":\"<text>\"");
        }
        boolean exact = body.contains("invalid app name") || body.contains("\"message\":\"Not Found\"");
        return exact ? body : body.replaceAll(MESSAGE, "\"message\":\"<text=$1>\"");
    }

    /** A text with places where it differs each time. */
    static String general(String text) {
        return text.replaceAll("/staging/[0-9]{19}", "/staging/<digits>")
                .replaceAll(UUID, "<uuid>")
                .replaceAll(TIME, "<time>")
                .replaceAll("(127\\.0\\.0\\.1|localhost|\\[::1]):[0-9]{4,5}", "<host>");
    }
}
