package dev.hone.collect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hone.base.Sleeper;
import dev.hone.targets.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** An instance that answers whatever a test wants it to. */
final class FakeTarget implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final AtomicReference<Answering> answering = new AtomicReference<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();

    /** Answers one request. */
    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    FakeTarget(Answering first) {
        answering.set(first);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestURI());
                answering.get().answer(exchange);
            }
        });
        server.start();
    }

    static Answering saying(int status, String text) {
        return saying(status, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Answering saying(int status, byte[] body) {
        return exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** What Go answers while another CPU profile is being taken. */
    static Answering busy() {
        return saying(500, "Could not enable CPU profiling: cpu profiling already in use\n");
    }

    /** Writes the same bytes for as long as somebody reads them. */
    static Answering endless(byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (true) {
                body.write(bytes);
                body.flush();
            }
        };
    }

    /** Writes a byte now and then, so that it is never silent for long and never done. */
    static Answering dripping() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(0x1f);
                    exchange.getResponseBody().flush();
                    Sleeper.REAL.sleep(Duration.ofMillis(50));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Says that so many bytes come, and sends the first few. */
    static Answering promising(long bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes);
            exchange.getResponseBody().write(Answers.cpu());
            exchange.getResponseBody().flush();
            try {
                Sleeper.REAL.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static Answering redirecting(String elsewhere) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", elsewhere);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    void answers(Answering next) {
        answering.set(next);
    }

    List<URI> requests() {
        return requests;
    }

    URI at(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
    }

    Target target(String app, String instance) {
        return Target.of(app, instance, at("/debug/pprof/profile"));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
