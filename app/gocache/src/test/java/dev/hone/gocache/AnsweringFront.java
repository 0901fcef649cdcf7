package dev.hone.gocache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands before a server, answers some requests itself, and hands the others on as they are. */
final class AnsweringFront implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Function<String, Optional<byte[]>> own;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answered = new AtomicInteger();

    /** Answers by the heads of requests, in lower case. */
    AnsweringFront(int target, Function<String, Optional<byte[]>> own) {
        this.target = target;
        this.own = own;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
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

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // It was closed.
            return;
        }
    }

    /** One request for each connection, so that each is looked at. */
    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            Optional<byte[]> answer = own.apply(head.toLowerCase(Locale.ROOT));
            if (answer.isPresent()) {
                answered.incrementAndGet();
                answer(client, answer.get());
            } else {
                handOn(head, client);
            }
        } catch (IOException e) {
            // The client went away.
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            next = in.read();
        }
        return "";
    }

    private static void answer(Socket client, byte[] answer) throws IOException {
        client.getOutputStream().write(answer);
        client.shutdownOutput();
        // What it still sends, so that it is not cut off before it has read this.
        client.getInputStream().skip(Long.MAX_VALUE);
    }

    private void handOn(String head, Socket client) throws IOException {
        String once = head.replaceAll("(?i)\r\nconnection: [^\r]*", "")
                .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            server.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> copy(client, server));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException e) {
            // The answer has come, or never will.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
