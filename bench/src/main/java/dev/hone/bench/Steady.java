package dev.hone.bench;

import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Uploads at a steady rate, whether the server keeps up or not, and tells minute by minute what that does to it.
 *
 * <p>The time of an upload begins when it was due, so that a server which falls behind cannot hide it by slowing its
 * clients down.
 */
final class Steady implements AutoCloseable {
    private static final int MOST_AT_ONCE = 256;
    private static final int SECONDS = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SteadyOptions options;
    private final LongSupplier nanoClock;
    private final Sleeper sleeper;
    private final Client client;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ConcurrentLinkedQueue<Double> taken = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    Steady(SteadyOptions options, LongSupplier nanoClock, Sleeper sleeper) {
        this.options = options;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
        this.client = new Client(options.profiles());
    }

    /** What is in a folder. */
    record Stored(long files, long bytes) {}

    /**
     * What was seen in a minute.
     *
     * @param nanos of the uploads that were answered in it
     * @param failed what the others failed with
     * @param cpuMillis of the server's process, all of it
     * @param resident bytes of memory
     */
    record Minute(int number, List<Double> nanos, List<String> failed, long cpuMillis, long resident, Stored stored) {
        @Override
        public String toString() {
            double[] each = nanos.stream().mapToDouble(Double::doubleValue).toArray();
            return String.format(
                    Locale.ROOT,
                    "minute %d: %d uploads, %d failed%s, p50 %s, p99 %s, %.1f ms of processor each, %s resident, %d files, %s",
                    number,
                    nanos.size(),
                    failed.size(),
                    failed.isEmpty() ? "" : " (" + failed.getFirst() + ")",
                    Report.time(each.length == 0 ? Double.NaN : Statistics.median(each)),
                    Report.time(each.length == 0 ? Double.NaN : Statistics.quantile(0.99, each)),
                    (double) cpuMillis / Math.max(1, each.length),
                    ByteSize.of(resident).format(),
                    stored.files(),
                    ByteSize.of(stored.bytes()).format());
        }
    }

    /** Tells of each minute as soon as it is over. */
    void run(Consumer<Minute> heard) {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService watch = Executors.newSingleThreadExecutor()) {
            long start = nanoClock.getAsLong();
            int minute = options.rate() * SECONDS;
            long[] before = {cpuMillis()};
            for (int i = 0; i < minute * options.minutes(); i++) {
                long due = start + (long) (i * (NANOS_PER_SECOND / options.rate()));
                awaitUntil(due);
                free.acquire();
                int number = i;
                clients.execute(() -> upload(number, due));
                if ((i + 1) % minute == 0) {
                    int ended = (i + 1) / minute;
                    watch.execute(() -> heard.accept(look(ended, before)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "interrupted", e);
        }
    }

    private void awaitUntil(long due) throws InterruptedException {
        long left = due - nanoClock.getAsLong();
        if (left > 0) {
            sleeper.sleep(Duration.ofNanos(left));
        }
    }

    private void upload(int number, long due) {
        try {
            URI address = options.address(number);
            client.post(address, client.profile(number));
            taken.add((double) (nanoClock.getAsLong() - due));
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private Minute look(int number, long[] before) {
        long cpu = cpuMillis();
        long used = cpu - before[0];
        before[0] = cpu;
        long resident = options.process().stream()
                .mapToLong(ProcessStatus::residentBytes)
                .sum();
        return new Minute(number, drain(taken), drain(failures), used, resident, stored());
    }

    private long cpuMillis() {
        return options.process().stream().mapToLong(ProcessStatus::cpuMillis).sum();
    }

    private static <T> List<T> drain(ConcurrentLinkedQueue<T> queue) {
        List<T> all = List.copyOf(queue);
        all.forEach(ignored -> queue.poll());
        return all;
    }

    private Stored stored() {
        long[] sums = new long[2];
        for (Path folder : options.data()) {
            try {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sums[0]++;
                        sums[1] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }

                    // The server removes files meanwhile.
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Stored(sums[0], sums[1]);
    }

    @Override
    public void close() {
        client.close();
    }
}
