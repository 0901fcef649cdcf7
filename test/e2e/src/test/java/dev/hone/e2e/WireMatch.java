package dev.hone.e2e;

import dev.hone.e2e.WirePattern.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in what a message differs from the one that was recorded. */
final class WireMatch {
    /** What frames a body: each server may do it in its own way. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection", "date");

    private final Strictness strictness;
    private final List<String> mismatches = new ArrayList<>();

    private WireMatch(Strictness strictness) {
        this.strictness = strictness;
    }

    /** The differences of an answer; empty when it will do. More headers than were recorded are no difference. */
    static List<String> ofAnswer(WireMessage recorded, WireMessage actual, Strictness strictness) {
        WireMatch match = new WireMatch(strictness);
        match.compare("status", status(recorded, strictness), status(actual, strictness));
        match.headers(recorded, actual);
        match.compare("body", recorded.body(), actual.body());
        return List.copyOf(match.mismatches);
    }

    /** The differences of a request. */
    static List<String> ofRequest(WireMessage recorded, WireMessage actual, Strictness strictness) {
        WireMatch match = new WireMatch(strictness);
        match.compare("request line", recorded.start(), actual.start());
        match.headers(recorded, actual);
        match.compare("body", WireBodies.resolve(recorded.body()), actual.body());
        return List.copyOf(match.mismatches);
    }

    /** The words behind the number are nobody's business but the rival's. */
    private static String status(WireMessage message, Strictness strictness) {
        String[] words = message.start().split(" ", 3);
        return strictness == Strictness.LITERAL || words.length < 2 ? message.start() : words[1];
    }

    private void headers(WireMessage recorded, WireMessage actual) {
        for (WireMessage.Header header : recorded.headers()) {
            String name = header.plain().name().toLowerCase(Locale.ROOT);
            boolean held = header.isHeld() && !FRAMING.contains(name);
            if (held || strictness == Strictness.LITERAL) {
                Optional<String> value = actual.valueOf(name);
                compare("header " + header.plain().name(), header.value(), inOrder(name, value.orElse("(none)")));
            }
        }
    }

    /** The methods that a path allows, in the order in which they were recorded: the alphabet's. */
    private static String inOrder(String name, String value) {
        return name.equals("allow")
                ? Stream.of(value.split(",", -1)).map(String::strip).sorted().collect(Collectors.joining(", "))
                : value;
    }

    private void compare(String what, String recorded, String actual) {
        if (!new WirePattern(recorded).matches(actual, strictness)) {
            mismatches.add(what + ": recorded " + shown(recorded) + ", but it was " + shown(actual));
        }
    }

    private static String shown(String text) {
        String start = text.length() > 500 ? text.substring(0, 500) + "… (" + text.length() + " bytes)" : text;
        StringBuilder shown = new StringBuilder("'");
        start.chars()
                .forEach(c -> shown.append(c < ' ' || (c > '~' && c < 256) ? String.format("\\x%02x", c) : (char) c));
        return shown.append('\'').toString();
    }
}
