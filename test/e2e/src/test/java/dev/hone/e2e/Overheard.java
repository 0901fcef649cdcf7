package dev.hone.e2e;

import dev.hone.kit.TappedRelay;
import dev.hone.kit.TappedRelay.Tap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server of loopback, hands all on as it is, and hears what is asked for with GET. */
final class Overheard implements AutoCloseable {
    private static final int LONGEST = 512;
    private static final String GET = "GET /";

    private final TappedRelay relay;
    private final List<String> paths = new CopyOnWriteArrayList<>();

    private Overheard(int target) {
        relay = TappedRelay.before(target, this::ear, () -> Tap.OPEN);
    }

    static Overheard before(URI server) {
        return new Overheard(server.getPort());
    }

    URI address() {
        return URI.create(relay.url());
    }

    /** The path of each GET so far, as often as it was sent. */
    List<String> paths() {
        return List.copyOf(paths);
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
                if (line.indexOf(GET) == 0) {
                    paths.add(line.substring(GET.length() - 1, line.indexOf(" ", GET.length())));
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
