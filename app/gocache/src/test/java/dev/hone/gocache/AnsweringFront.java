package dev.hone.gocache;

import dev.hone.kit.TappedRelay;
import dev.hone.kit.TappedRelay.Tap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands before a server, answers some requests itself, and hands the others on as they are. */
final class AnsweringFront implements AutoCloseable {
    private static final String END = "\r\n\r\n";

    private final TappedRelay relay;
    private final int target;
    private final Function<String, Optional<Answer>> own;
    private final AtomicInteger answered = new AtomicInteger();

    private AnsweringFront(Function<String, Optional<Answer>> own, int target) {
        this.target = target;
        this.own = own;
        relay = TappedRelay.before(target, Request::new, () -> Tap.OPEN);
    }

    /** Answers by the heads of requests, in lower case. */
    AnsweringFront(int target, Function<String, Optional<byte[]>> own) {
        this(head -> own.apply(head).map(answer -> (server, back) -> back.write(answer)), target);
    }

    /** Spoils the answers to some requests, told by their heads in lower case. These have no body. */
    static AnsweringFront spoiling(int target, Predicate<String> which, Spoiling spoiling) {
        return new AnsweringFront(
                head -> which.test(head)
                        ? Optional.of((server, back) -> spoiling.say(server.get(), back))
                        : Optional.empty(),
                target);
    }

    /** Says something else than the server did. One that throws ends the connection. */
    @FunctionalInterface
    interface Spoiling {
        void say(byte[] answer, OutputStream back) throws IOException;
    }

    /** Answers, with what the server would say at hand. */
    @FunctionalInterface
    private interface Answer {
        void say(Asked server, OutputStream back) throws IOException;
    }

    /** What the server would say. */
    @FunctionalInterface
    private interface Asked {
        byte[] get() throws IOException;
    }

    int port() {
        return relay.port();
    }

    /** How many requests it answered itself. */
    int answered() {
        return answered.get();
    }

    /** A whole answer; each of the headers ends with a line break. */
    static byte[] answer(String status, String headers, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "Content-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    /** One for each connection, so that each is looked at. */
    private final class Request implements Tap {
        private final StringBuilder begun = new StringBuilder();
        private @Nullable Tap rest;

        @Override
        public void pass(byte[] said, OutputStream on, OutputStream back) throws IOException {
            if (rest != null) {
                rest.pass(said, on, back);
                return;
            }
            begun.append(new String(said, StandardCharsets.ISO_8859_1));
            int end = begun.indexOf(END);
            if (end >= 0) {
                rest = decide(begun.substring(0, end + END.length()), begun.substring(end + END.length()), on, back);
            }
        }

        private Tap decide(String head, String more, OutputStream on, OutputStream back) throws IOException {
            String once = head.replaceAll("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            Optional<Answer> answer = own.apply(head.toLowerCase(Locale.ROOT));
            if (answer.isPresent()) {
                answered.incrementAndGet();
                answer.get().say(() -> asked(once), back);
                // What it still sends is heard out, so that it is not cut off before it has read this.
                return Tap.SHUT;
            }
            on.write((once + more).getBytes(StandardCharsets.ISO_8859_1));
            return Tap.OPEN;
        }
    }

    private byte[] asked(String head) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return server.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() {
        relay.close();
    }
}
