package dev.hone.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Stands before a server of loopback, with a tap for what its clients say and one for what it answers. */
public final class TappedRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Supplier<? extends Tap> requests;
    private final Supplier<? extends Tap> answers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TappedRelay(int target, Supplier<? extends Tap> requests, Supplier<? extends Tap> answers) {
        this.target = target;
        this.requests = requests;
        this.answers = answers;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Sees what is said one way on one connection, and decides what becomes of it. */
    @FunctionalInterface
    public interface Tap {
        /** Hands everything on as it is. */
        Tap OPEN = (said, on, back) -> on.write(said);

        /** Hands nothing on, and hears it out all the same. */
        Tap SHUT = (said, on, back) -> {};

        /**
         * Called with what was said since the last time, by one thread at a time. One that throws ends the connection, both ways.
         *
         * @param on to whom it is said
         * @param back to who said it; only safe to write to while the other side is silent
         */
        void pass(byte[] said, OutputStream on, OutputStream back) throws IOException;
    }

    /** Asks for a tap of each kind for each connection. */
    public static TappedRelay before(int port, Supplier<? extends Tap> requests, Supplier<? extends Tap> answers) {
        return new TappedRelay(port, requests, answers);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException | RejectedExecutionException e) {
            // It was closed.
            return;
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            threads.execute(() -> pour(server, client, answers.get()));
            pour(client, server, requests.get());
        } catch (IOException | RejectedExecutionException e) {
            // The server is away, and so the relay is; or it was closed.
            return;
        }
    }

    private static void pour(Socket from, Socket to, Tap tap) {
        // The one that was heard is left first: what the other one says to being left is not for it.
        try (to;
                from) {
            InputStream in = from.getInputStream();
            OutputStream on = to.getOutputStream();
            OutputStream back = from.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                tap.pass(Arrays.copyOf(buffer, read), on, back);
            }
        } catch (IOException e) {
            // One side went away, or the tap wants it so: the other side goes too.
            return;
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Ends all connections, too. */
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
