package dev.hone.bench;

import dev.hone.base.Sleeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Uploads one profile after the other, each when the one before is folded in, and tells whether they get more expensive.
 *
 * <p>A profile is folded in when its object is gone from the staging folder. Servers take turns after each window, and what a
 * server has left to do behind its last upload counts for the next window.
 */
final class Growth implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    private final GrowthOptions options;
    private final LongSupplier nanoClock;
    private final Sleeper sleeper;
    private final Client client;

    Growth(GrowthOptions options, LongSupplier nanoClock, Sleeper sleeper) {
        this.options = options;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
        this.client = new Client(options.profiles());
    }

    /**
     * What the uploads of a window took.
     *
     * @param cpu processor time by the name of the process, in milliseconds an upload
     * @param requests to the store, an upload
     * @param published bytes of {@code default.pgo} after it
     */
    record Window(
            String name,
            int first,
            int last,
            List<Double> nanos,
            Map<String, Double> cpu,
            double requests,
            long published) {
        @Override
        public String toString() {
            double[] each = nanos.stream().mapToDouble(Double::doubleValue).toArray();
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%s %d-%d: median %s, p90 %s",
                    name,
                    first,
                    last,
                    Report.time(Statistics.median(each)),
                    Report.time(Statistics.quantile(0.9, each))));
            cpu.forEach((process, millis) -> line.append(String.format(Locale.ROOT, ", %s %.1f ms", process, millis)));
            line.append(String.format(Locale.ROOT, ", %.1f requests, default.pgo %d bytes", requests, published));
            return line.toString();
        }
    }

    /** Tells of each window as soon as it is over. */
    void run(Consumer<Window> heard) {
        for (int done = 0; done < options.uploads(); done += options.window()) {
            int count = Math.min(options.window(), options.uploads() - done);
            for (GrowthOptions.Target target : options.targets()) {
                heard.accept(window(target, options.from() + done, count));
            }
        }
    }

    private Window window(GrowthOptions.Target target, int first, int count) {
        try {
            Map<String, Double> cpu = cpu(target);
            long requests = requests(target);
            List<Double> nanos = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                byte[] profile = client.profile(first + i);
                long start = nanoClock.getAsLong();
                client.post(target.address(), profile);
                awaitFolded(target, start);
                nanos.add((double) (nanoClock.getAsLong() - start));
            }
            cpu(target).forEach((name, millis) -> cpu.merge(name, millis, (before, after) -> (after - before) / count));
            return new Window(
                    target.name(),
                    first + 1,
                    first + count,
                    nanos,
                    cpu,
                    (requests(target) - requests) / (double) count,
                    published(target));
        } catch (IOException e) {
            throw new BenchException(
                    BenchException.Code.COMMAND_FAILED, target.name() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "interrupted", e);
        }
    }

    private void awaitFolded(GrowthOptions.Target target, long start) throws IOException, InterruptedException {
        Path staging = target.folder().resolve("staging");
        while (!isEmpty(staging)) {
            if (nanoClock.getAsLong() - start > PATIENCE) {
                throw new IOException("an upload is in " + staging + " still");
            }
            sleeper.sleep(PAUSE);
        }
    }

    private static boolean isEmpty(Path folder) {
        String[] names = folder.toFile().list();
        return names == null || names.length == 0;
    }

    private static Map<String, Double> cpu(GrowthOptions.Target target) {
        Map<String, Double> cpu = new LinkedHashMap<>();
        target.processes().forEach(process -> cpu.put(process.name(), (double) process.cpuMillis()));
        return cpu;
    }

    private static long requests(GrowthOptions.Target target) throws IOException {
        long count = 0;
        for (Path file : target.requests()) {
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                count += lines.count();
            }
        }
        return count;
    }

    private static long published(GrowthOptions.Target target) throws IOException {
        Path file = target.folder().resolve("default.pgo");
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @Override
    public void close() {
        client.close();
    }
}
