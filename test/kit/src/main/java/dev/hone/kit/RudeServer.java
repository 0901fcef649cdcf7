package dev.hone.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of loopback that answers every request in the same way, most of them bad. */
public final class RudeServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Manners manners;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private RudeServer(Manners manners) {
        this.manners = manners;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** How it answers; what it is given to write to may break at any time. */
    @FunctionalInterface
    public interface Manners {
        void answer(OutputStream out) throws IOException;
    }

    public static RudeServer with(Manners manners) {
        return new RudeServer(manners);
    }

    /** Answers with a status and a body, as servers should. */
    public static RudeServer answering(int status, String body) {
        return new RudeServer(out -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            out.write(head(status, "Content-Length: " + bytes.length + "\r\n"));
            out.write(bytes);
        });
    }

    /** The beginning of an answer; each of the headers ends with a line break. */
    public static byte[] head(int status, String headers) {
        return ("HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> talk(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket caller) {
        try (caller) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            requests.add(head.toString());
            manners.answer(caller.getOutputStream());
            caller.shutdownOutput();
            // Until the caller hangs up, too: a reset would take back what it has not read yet.
            in.skip(Long.MAX_VALUE);
        } catch (IOException e) {
            // Who is rude to callers is left by them.
            return;
        }
    }

    /** The heads of the requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
