package dev.hone.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands before a server of loopback, hands all on as it is, and hears what is asked for with GET. */
final class Overheard implements AutoCloseable {
    private static final int LONGEST = 512;
    private static final String GET = "GET /";

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> paths = new CopyOnWriteArrayList<>();

    private Overheard(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    static Overheard before(URI server) {
        return new Overheard(server.getPort());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The path of each GET so far, as often as it was sent. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> copy(client, server, new StringBuilder()));
                threads.execute(() -> copy(server, client, null));
            }
        } catch (IOException e) {
            // It was closed.
            return;
        }
    }

    private void copy(Socket from, Socket to, @Nullable StringBuilder line) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (line != null) {
                    hear(line, new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side went away, so the other one goes too.
            return;
        }
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
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
