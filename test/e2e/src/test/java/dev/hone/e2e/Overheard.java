package dev.hone.e2e;

import dev.hone.kit.TappedRelay;
import dev.hone.kit.TappedRelay.Tap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server of loopback, hands all on as it is, and hears what is asked. */
final class Overheard implements AutoCloseable {
    private static final int LONGEST = 512;
    private static final List<String> METHODS = List.of("GET /", "PUT /", "POST /");

    private final TappedRelay relay;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Overheard(int target) {
        relay = TappedRelay.before(target, this::ear, () -> Tap.OPEN);
    }

    static Overheard before(URI server) {
        return new Overheard(server.getPort());
    }

    URI address() {
        return URI.create(relay.url());
    }

    /** The path of each request so far that had this method, as often as it was sent. */
    List<String> paths(String method) {
        return requests.stream()
                .filter(request -> request.startsWith(method + " "))
                .map(request -> request.substring(method.length() + 1))
                .toList();
    }

    private Tap ear() {
        StringBuilder line = new StringBuilder();
        return (said, on, back) -> {
            hear(line, new String(said, StandardCharsets.ISO_8859_1));
            on.write(said);
        };
    }

    /** A body may hold a line that looks like a request; none of a compiler does. */
    private void hear(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\n') {
                if (METHODS.stream().anyMatch(method -> line.indexOf(method) == 0)) {
                    requests.add(line.substring(0, line.lastIndexOf(" ")));
                }
                line.setLength(0);
            } else if (line.length() < LONGEST) {
                line.append(next);
            }
        }
    }

    @Override
    public void close() {
        relay.close();
    }
}
