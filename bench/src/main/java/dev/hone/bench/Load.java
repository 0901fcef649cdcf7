package dev.hone.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Posts profiles to servers, with many clients at once, and takes the time of each upload.
 *
 * <p>A round is so many uploads to each server. The order turns around from round to round, as in {@link Rounds}.
 */
final class Load implements AutoCloseable {
    private static final int GZIP_TIME = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LoadOptions options;
    private final LongSupplier nanoClock;
    private final List<byte[]> profiles;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger next = new AtomicInteger();

    Load(LoadOptions options, LongSupplier nanoClock) {
        this.options = options;
        this.nanoClock = nanoClock;
        this.profiles = profiles(options.profiles());
    }

    /**
     * The uploads of one round to one server: how long each took, and all of them together.
     *
     * @param processor time that the server took of the processors, in nanoseconds; 0 when it is not known
     */
    record Burst(long nanos, List<Double> each, long processor) {
        double perSecond() {
            return each.size() * 1e9 / nanos;
        }
    }

    /** All rounds of one server. */
    record Served(String name, List<Burst> bursts) {}

    private static List<byte[]> profiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> read = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                read.add(Files.readAllBytes(file));
            }
            if (read.isEmpty()) {
                throw new BenchException(BenchException.Code.WRONG_USE, "there are no profiles in " + folder);
            }
            return read;
        } catch (IOException e) {
            throw new BenchException(BenchException.Code.WRONG_USE, "cannot read the profiles in " + folder, e);
        }
    }

    List<Served> run() {
        List<Served> served = options.targets().stream()
                .map(target -> new Served(target.name(), new ArrayList<>()))
                .toList();
        for (int round = 0; round < options.rounds().all(); round++) {
            for (int i = 0; i < served.size(); i++) {
                int at = round % 2 == 0 ? i : served.size() - 1 - i;
                Burst burst = burst(options.targets().get(at));
                if (round >= options.rounds().discarded()) {
                    served.get(at).bursts().add(burst);
                }
            }
        }
        return served;
    }

    private Burst burst(LoadOptions.Target target) {
        double[] each = new double[options.uploads()];
        AtomicInteger left = new AtomicInteger(each.length);
        Callable<Void> client = () -> {
            for (int i = left.decrementAndGet(); i >= 0; i = left.decrementAndGet()) {
                each[i] = upload(target);
            }
            return null;
        };
        long before = processor(target);
        long start = nanoClock.getAsLong();
        try {
            List<Callable<Void>> all =
                    Stream.generate(() -> client).limit(options.clients()).toList();
            for (Future<Void> ended : clients.invokeAll(all)) {
                ended.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException(BenchException.Code.COMMAND_FAILED, target.name() + " failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "interrupted", e);
        }
        long nanos = nanoClock.getAsLong() - start;
        return new Burst(nanos, DoubleStream.of(each).boxed().toList(), processor(target) - before);
    }

    private static long processor(LoadOptions.Target target) {
        return ProcessHandle.of(target.process())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private long upload(LoadOptions.Target target) throws IOException, InterruptedException {
        byte[] profile = fresh(next.getAndIncrement());
        HttpRequest.Builder request = HttpRequest.newBuilder(target.address())
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(profile));
        if (!options.key().isEmpty()) {
            request.header("Authorization", "Bearer " + options.key());
        }
        long start = nanoClock.getAsLong();
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        long nanos = nanoClock.getAsLong() - start;
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("an upload was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return nanos;
    }

    /** A profile that was never sent before, in its bytes: its gzip header says another time. A server may know the others. */
    private byte[] fresh(int number) {
        byte[] profile = profiles.get(Math.floorMod(number, profiles.size())).clone();
        if (profile.length > GZIP_TIME + Integer.BYTES && profile[0] == 0x1f) {
            ByteBuffer.wrap(profile).order(ByteOrder.LITTLE_ENDIAN).putInt(GZIP_TIME, number + 1);
        }
        return profile;
    }

    @Override
    public void close() {
        clients.close();
        http.close();
    }
}
