package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An instance of {@code sdk/go/internal/shop}, a real web service in Go, and the requests that it answers. */
final class Shop implements AutoCloseable {
    private static final int LINES = 20_000;

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private Shop(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Compiles the service, and gives what the compiler says of its decisions about the service's own package. */
    static String build(Path program, String... flags) {
        List<String> words = new ArrayList<>(List.of("go", "build", "-gcflags=-m=2", "-o", program.toString()));
        words.addAll(List.of(flags));
        words.add("./internal/shop");
        Call.Outcome built = Call.of(Path.of("/usr/bin/env"), words.toArray(String[]::new))
                .in(Folder.ofCheckout().resolve("sdk/go"))
                .run();
        assertThat(built.exit()).as(built.err()).isZero();
        return built.err();
    }

    /** Of an instance that profiles itself, too. */
    static String[] options(URI server, String instance, String... more) {
        List<String> options =
                new ArrayList<>(List.of("-server", server.toString(), "-instance", instance, "-version", "v1"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    static Shop start(Path program, String... options) {
        Process process = Call.of(program, options).startPiped();
        try {
            String address = process.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(address).as("its first line").isNotNull();
            return new Shop(process, URI.create(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    /** What requests cost a service of the processors, from its start on. */
    record Cost(long requests, long nanos) {
        double micros(Cost before) {
            return (nanos - before.nanos) / 1000.0 / (requests - before.requests);
        }
    }

    Cost cost() throws IOException, InterruptedException {
        String[] words = ask("/cost").strip().split(" ", -1);
        return new Cost(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /** Has it answer so many requests, one after the other. */
    void answer(int requests) throws IOException, InterruptedException {
        for (int i = 0; i < requests; i++) {
            ask("/total?lines=" + LINES);
        }
    }

    private String ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Has a client ask again and again for as long as the service runs, with a rest behind each answer. */
    Shop under(Duration rest) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    answer(1);
                    Sleeper.REAL.sleep(rest);
                }
            } catch (IOException e) {
                // The service ended, and so does its client.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Ends it at once, as a machine that fails does. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
