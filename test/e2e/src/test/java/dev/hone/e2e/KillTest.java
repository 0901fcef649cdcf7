package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed at any moment lose nothing that they acknowledged, and count nothing twice. */
class KillTest {
    private static final String QUEUE = "blob://queue";
    private static final int MANY = Integer.getInteger("hone.test.kills", 500);

    @TempDir
    Path folder;

    @Test
    @Tag("server")
    void up_killedAgainAndAgain_countsEachUploadOnce() throws InterruptedException, IOException {
        killUp(20);
    }

    @Test
    @Tag("server")
    void serverAndWorker_killedAgainAndAgain_countEachUploadOnce() throws InterruptedException, IOException {
        killServerAndWorker(10);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void up_killedHundredsOfTimes_countsEachUploadOnce() throws InterruptedException, IOException {
        killUp(MANY);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void serverAndWorker_killedHundredsOfTimes_countEachUploadOnce() throws InterruptedException, IOException {
        killServerAndWorker(MANY);
    }

    private void killUp(int times) throws InterruptedException, IOException {
        Path data = folder.resolve("data");
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Killing killing = new Killing(key -> read(data.resolve("blobs").resolve(key)));
        for (int i = 0; i < times; i++) {
            int port = ServerProcess.freePort();
            ServerProcess server = up(port, data, logs);
            if (i == 0) {
                killing.begin(port);
            }
            killing.round(port, server);
        }
        ServerProcess last = up(ServerProcess.freePort(), data, logs);
        killing.balance();
        last.close();
    }

    private static ServerProcess up(int port, Path data, Path logs) {
        return Killing.start(port, logs, Map.of(), "up", "--listen", "127.0.0.1:" + port, "--data", data.toString());
    }

    /** One of the two is killed, in turns; the other one goes on. */
    private void killServerAndWorker(int times) throws InterruptedException, IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Path more = Files.createDirectories(folder.resolve("more"));
        try (Bucket bucket = Bucket.start(Files.createDirectories(folder.resolve("bucket")))) {
            Killing killing = new Killing(bucket::find);
            int port = ServerProcess.freePort();
            ServerProcess server = part("server", port, bucket, logs);
            ServerProcess worker = part("worker", ServerProcess.freePort(), bucket, more);
            killing.begin(port);
            for (int i = 0; i < times; i++) {
                if (i % 2 == 0) {
                    killing.round(port, server);
                    server = part("server", port, bucket, logs);
                } else {
                    killing.roundBehind(port, worker);
                    worker = part("worker", ServerProcess.freePort(), bucket, more);
                }
            }
            killing.balance();
            server.close();
            worker.close();
        }
    }

    private static ServerProcess part(String role, int port, Bucket bucket, Path logs) {
        List<String> words = new ArrayList<>(List.of(role, "--port", String.valueOf(port)));
        words.addAll(List.of("--blob-store-url", bucket.url(), "--event-writer-url", QUEUE));
        if (role.equals("worker")) {
            words.addAll(List.of("--event-reader-url", QUEUE));
        }
        return Killing.start(port, logs, Bucket.KEYS, words.toArray(String[]::new));
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
