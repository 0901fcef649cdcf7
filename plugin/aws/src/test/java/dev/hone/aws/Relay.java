package dev.hone.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between client and server, and loses answers or cuts them short. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answersToPass = new AtomicInteger();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);

    Relay(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** The server does what it is asked next, and its answer is lost, so many times. */
    void loseAnswers(int count) {
        answersToPass.set(0);
        answersToLose.set(count);
    }

    /** The one answer with this number, counted from now, is lost. */
    void loseAnswer(int number) {
        answersToPass.set(number - 1);
        answersToLose.set(1);
    }

    /** How many answers are still to be lost. */
    int answersToLose() {
        return answersToLose.get();
    }

    /** Answers end after so many bytes in all. */
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> copy(client, server, false));
                threads.execute(() -> copy(server, client, true));
            }
        } catch (IOException e) {
            // The relay was closed.
            return;
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && isLost(buffer, read)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side went away, so the other one goes too.
            return;
        }
    }

    private boolean isLost(byte[] buffer, int read) {
        String start = new String(buffer, 0, Math.min(read, 12), StandardCharsets.US_ASCII);
        boolean answer = start.startsWith("HTTP/1.1 ") && !start.endsWith(" 100");
        boolean passed = !answer || answersToPass.getAndUpdate(Relay::oneLess) > 0;
        boolean lost = !passed && answersToLose.getAndUpdate(Relay::oneLess) > 0;
        return lost || bytesLeft.addAndGet(-read) < 0;
    }

    private static int oneLess(int number) {
        return Math.max(0, number - 1);
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
