package dev.hone.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A made-up fleet and its server, and a scraper that works on them: tells minute by minute what the scraper takes.
 *
 * <p>Each instance has an address of its own on loopback, answers a profile when the asked seconds are over, and all of them are
 * this process.
 */
final class ScrapedFleet implements AutoCloseable {
    private static final Pattern SECONDS = Pattern.compile("seconds=([0-9]{1,5})");
    private static final int PER_NET = 250;
    private static final int MINUTE = 60;

    private final FleetOptions options;
    private final Sleeper sleeper;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final byte[] profile;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    ScrapedFleet(FleetOptions options, Sleeper sleeper) {
        this.options = options;
        this.sleeper = sleeper;
        try {
            profile = Files.readAllBytes(options.profile());
            server = HttpServer.create(new InetSocketAddress(0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("starting a fleet of " + options.profile(), e);
        }
        server.setExecutor(threads);
        server.createContext("/debug/pprof/profile", this::profile);
        server.createContext("/api/", this::takeIn);
        server.start();
    }

    /**
     * What was seen in a minute.
     *
     * @param profiles that came to the server
     * @param most instances that were profiled at once, since the beginning
     * @param cpuMillis that the scraper took
     * @param resident bytes of its memory
     */
    record Minute(int number, int profiles, int most, long cpuMillis, long resident, int threads) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "minute %d: %d profiles, at most %d at once; the scraper took %.2f %% of a processor, %s resident, %d threads",
                    number,
                    profiles,
                    most,
                    cpuMillis / 10.0 / MINUTE,
                    ByteSize.of(resident).format(),
                    threads);
        }
    }

    private void profile(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher seconds =
                    SECONDS.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            sleeper.sleep(Duration.ofSeconds(seconds.find() ? Long.parseLong(seconds.group(1)) : 30));
            exchange.sendResponseHeaders(200, profile.length);
            exchange.getResponseBody().write(profile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
    }

    private void takeIn(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean upload = exchange.getRequestMethod().equals("POST");
            byte[] answer = "{\"key\":\"web/staging/1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(upload ? 201 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            taken.addAndGet(upload ? 1 : 0);
        }
    }

    /** Tells of each minute as soon as it is over. */
    void run(Consumer<Minute> heard) {
        Path list = write();
        Process scraper = start(list);
        try {
            ProcessStatus status = ProcessStatus.named("scraper=" + scraper.pid());
            long before = 0;
            int profiles = 0;
            for (int minute = 1; minute <= options.minutes(); minute++) {
                sleeper.sleep(Duration.ofSeconds(MINUTE));
                long cpu = status.cpuMillis();
                int all = taken.get();
                heard.accept(new Minute(
                        minute, all - profiles, most.get(), cpu - before, status.residentBytes(), status.threads()));
                before = cpu;
                profiles = all;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "interrupted", e);
        } finally {
            scraper.destroy();
        }
    }

    private Path write() {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < options.targets(); i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("{\"app\": \"web\", \"address\": \"http://127.1." + i / PER_NET + "." + (i % PER_NET + 1)
                            + ":" + server.getAddress().getPort() + "\"}");
        }
        try {
            Path list = Files.createTempFile("hone-fleet-", ".json");
            return Files.writeString(list, json.append("]\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing the list of targets", e);
        }
    }

    private Process start(Path list) {
        List<String> command = new ArrayList<>(List.of(
                options.hone(),
                "scrape",
                list.toString(),
                "--api-url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "--port",
                "0",
                "--sample-size",
                Integer.toString(options.targets())));
        command.addAll(options.more());
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new BenchException(BenchException.Code.COMMAND_FAILED, "starting " + options.hone() + " failed", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
