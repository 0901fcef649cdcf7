package dev.hone.server.http;

import dev.hone.server.keys.Gate;
import dev.hone.server.keys.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;

/** A service on a free port, with what it told its listener. */
record RunningService(
        HttpService service, HttpClient client, BlockingQueue<Exchange> ended, BlockingQueue<Throwable> failed)
        implements AutoCloseable {
    static RunningService of(HttpLimits limits, Route... routes) {
        return of(limits, new Gate(Keys.none(), Gate.Openness.LOOPBACK), System::nanoTime, routes);
    }

    static RunningService of(HttpLimits limits, Gate gate, LongSupplier clock, Route... routes) {
        BlockingQueue<Exchange> ended = new LinkedBlockingQueue<>();
        BlockingQueue<Throwable> failed = new LinkedBlockingQueue<>();
        HttpListener listener = new HttpListener() {
            @Override
            public void began() {}

            @Override
            public void ended(Exchange exchange) {
                ended.add(exchange);
            }

            @Override
            public void failed(Exchange exchange, Throwable failure) {
                failed.add(failure);
            }
        };
        HttpService service = new HttpService(
                Listening.parse("127.0.0.1:0"),
                limits,
                List.of(routes),
                gate,
                new HttpSurroundings(clock, new SplittableRandom(1)),
                listener);
        service.start();
        return new RunningService(service, HttpClient.newHttpClient(), ended, failed);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), service.port());
    }

    /** What comes back for bytes sent as they are, until the server ends the connection. */
    String raw(String sent) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            return rest(socket);
        }
    }

    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
