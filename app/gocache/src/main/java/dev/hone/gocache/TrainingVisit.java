package dev.hone.gocache;

import dev.hone.base.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A build that comes to a daemon to train it. */
final class TrainingVisit {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_PAUSES = 500;
    private static final int LONGEST = 1 << 16;

    private TrainingVisit() {}

    /** Says all this as soon as the daemon listens, and hears all that it has to say. */
    static void build(Path root, Thread daemon, String words) throws IOException, InterruptedException {
        try (SocketChannel channel = connected(root, daemon);
                InputStream answers = Channels.newInputStream(channel)) {
            channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            answers.readNBytes(LONGEST);
        }
    }

    private static SocketChannel connected(Path root, Thread daemon) throws IOException, InterruptedException {
        CacheSocket socket = CacheSocket.of(root, Main.environment());
        for (int i = 0; i < MOST_PAUSES && daemon.isAlive(); i++) {
            try {
                return socket.connect();
            } catch (IOException e) {
                Sleeper.REAL.sleep(PAUSE);
            }
        }
        throw new IOException("the daemon of " + root + " does not listen");
    }
}
