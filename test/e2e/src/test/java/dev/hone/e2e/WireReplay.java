package dev.hone.e2e;

import dev.hone.base.Sleeper;
import dev.hone.e2e.WirePattern.Strictness;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a server what a rival was asked, and fails when it does not answer as the rival did. */
final class WireReplay {
    private static final int ATTEMPTS = 1200;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private WireReplay() {}

    /** Holds a server to a whole story; it has to be as fresh as the rival was. */
    static void replay(List<WireExchange> story, URI server) {
        List<String> failures = new ArrayList<>();
        if (story.stream().noneMatch(WireExchange::isHeld)) {
            throw new AssertionError("there is nothing in the story that a server is held to");
        }
        for (WireExchange exchange : story) {
            if (exchange.isHeld()) {
                failures.addAll(mismatches(exchange, server, Strictness.COMPATIBLE));
            }
        }
        fail(failures);
    }

    static void replay(WireExchange exchange, URI server) {
        replay(exchange, server, Strictness.COMPATIBLE);
    }

    static void replay(WireExchange exchange, URI server, Strictness strictness) {
        fail(mismatches(exchange, server, strictness));
    }

    private static List<String> mismatches(WireExchange exchange, URI server, Strictness strictness) {
        WireMessage answer = ask(exchange, server);
        List<String> mismatches = WireMatch.ofAnswer(exchange.answer(), answer, strictness);
        return mismatches.isEmpty()
                ? List.of()
                : List.of(
                        exchange.name() + ": " + exchange.request().start() + "\n  " + String.join("\n  ", mismatches));
    }

    private static void fail(List<String> failures) {
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
    }

    /** The answer; of an exchange that is marked so, the first that has the recorded status, or the last. */
    static WireMessage ask(WireExchange exchange, URI server) {
        WireMessage answer = WireSocket.ask(server.getPort(), exchange.request());
        for (int i = 1; i < ATTEMPTS && exchange.isSoon() && !isExpected(exchange, answer); i++) {
            pause();
            answer = WireSocket.ask(server.getPort(), exchange.request());
        }
        return answer;
    }

    private static boolean isExpected(WireExchange exchange, WireMessage answer) {
        return WireMatch.ofAnswer(exchange.answer(), answer, Strictness.COMPATIBLE).stream()
                .noneMatch(mismatch -> mismatch.startsWith("status") || mismatch.startsWith("body"));
    }

    static void pause() {
        try {
            Sleeper.REAL.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
