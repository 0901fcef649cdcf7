package dev.hone.gocache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The process that stays: serves go commands that come over its socket by their shims, until it is told to stop, a newer version
 * comes, or nobody has come for long. It ends when the builds that it serves have.
 */
final class Daemon implements AutoCloseable {
    private static final int LONGEST_HELLO = 1 << 16;

    private final CacheSocket socket;
    private final ServerSocketChannel listening;
    private final Served served;
    private final String version;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder commands = new LongAdder();
    private int visits;
    private boolean retiring;

    /** Begins to listen. */
    Daemon(CacheSocket socket, Served served, String version) throws IOException {
        this.socket = socket;
        this.served = served;
        this.version = version;
        this.listening = socket.listen();
    }

    /** What it serves. */
    interface Served {
        /** Serves a go command to its end, or says that its arguments are wrong. */
        void serve(ShimHello hello, Welcome welcome, InputStream in, Lines out)
                throws IOException, InterruptedException;

        /** Brings to shared stores what waits, in so much time. */
        void drain(Duration most);

        /** A line of JSON about what there is to know: with so many go commands running, and so many in all. */
        String status(int running, long commands);
    }

    /** Takes visitors in until it is stopped, or nobody was here for so long; then waits for the last of them. */
    void run(Duration idle) throws InterruptedException {
        Thread.ofPlatform().daemon().name("accept").start(this::accept);
        lock.lock();
        try {
            long left = idle.toNanos();
            while (!retiring && left > 0) {
                if (visits > 0) {
                    changed.await();
                    left = idle.toNanos();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            retire();
            while (visits > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listening.accept();
                arrive();
                // go asks and waits, hundreds of times: a virtual thread would be woken by one that polls, each time.
                Thread.ofPlatform().daemon().name("visit").start(() -> visit(channel));
            }
        } catch (ClosedChannelException e) {
            // It was stopped.
            return;
        } catch (IOException e) {
            retire();
        }
    }

    private void arrive() {
        lock.lock();
        try {
            visits++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            visits--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nobody in any more. The place is free for another one from now on. */
    void retire() {
        lock.lock();
        try {
            if (!retiring) {
                retiring = true;
                Files.deleteIfExists(socket.file());
                listening.close();
            }
        } catch (IOException e) {
            // Whoever finds the socket and nobody behind it removes it.
            return;
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    private void visit(SocketChannel channel) {
        try (channel;
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Channels.newOutputStream(channel)) {
            receive(in, out);
        } catch (IOException | IllegalArgumentException e) {
            // Whoever it was went away, or was no shim of ours.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
        }
    }

    private void receive(InputStream in, OutputStream out) throws IOException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(firstLine(in, line)), in);
        ShimHello hello = ShimHello.parse(line.toByteArray());
        Lines lines = new Lines(out);
        Welcome welcome = new Welcome(lines, version);
        if (!hello.ask().isEmpty()) {
            answer(hello, out);
        } else if (hello.protocol() != ShimHello.PROTOCOL || hello.isNewerThan(version)) {
            retire();
            welcome.replace();
        } else {
            commands.increment();
            served.serve(hello, welcome, rest, lines);
        }
    }

    private void answer(ShimHello hello, OutputStream out) throws IOException {
        switch (hello.ask()) {
            case "stop" -> retire();
            case "drain" -> served.drain(hello.patience());
            default -> {} // to tell how things are is all that is asked
        }
        out.write(served.status(others(), commands.sum()).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private int others() {
        lock.lock();
        try {
            return visits - 1;
        } finally {
            lock.unlock();
        }
    }

    /** Reads a line; gives back what came behind it. */
    private static byte[] firstLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        byte[] buffer = new byte[1 << 13];
        while (line.size() < LONGEST_HELLO) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new IOException("nobody said hello");
            }
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, 0, i);
                    return Arrays.copyOfRange(buffer, i + 1, read);
                }
            }
            line.write(buffer, 0, read);
        }
        throw new IOException("a hello has at most " + LONGEST_HELLO + " bytes");
    }

    @Override
    public void close() {
        retire();
    }
}
