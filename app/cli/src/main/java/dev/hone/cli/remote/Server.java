package dev.hone.cli.remote;

import dev.hone.base.GoDuration;
import dev.hone.base.Secret;
import dev.hone.command.Version;
import dev.hone.profile.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A server of Hone's, or of autopgo's, and who talks to it.
 *
 * <p>Redirects are not followed: the key would go along to wherever they lead.
 *
 * @param address its scheme, host and port; a path is put before every request's
 * @param key who asks; null for nobody in particular
 * @param timeout how long one exchange may take from its beginning to its end
 */
public record Server(URI address, @Nullable Secret key, Duration timeout) {
    private static final int MOST_BYTES = 1 << 29;

    /** Asks, and returns whatever the answer is. */
    public Answer ask(Request request) {
        // The client's own limit ends with the headers.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> asked = executor.submit(() -> exchange(request));
            try {
                return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                asked.cancel(true);
                throw new RemoteException(
                        RemoteError.TOO_SLOW,
                        place() + " did not answer within " + GoDuration.format(timeout)
                                + "; --timeout gives it more time",
                        e);
            } catch (InterruptedException e) {
                asked.cancel(true);
                Thread.currentThread().interrupt();
                throw new RemoteException(RemoteError.UNREACHABLE, "the wait for " + place() + " was interrupted", e);
            } catch (ExecutionException e) {
                throw explained(e.getCause());
            }
        }
    }

    private Answer exchange(Request request) throws IOException, InterruptedException {
        HttpRequest.Builder message = request.to(address).header("User-Agent", "hone/" + Version.current());
        if (key != null) {
            message.header("Authorization", "Bearer " + key.reveal());
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build()) {
            try {
                HttpResponse<InputStream> response =
                        client.send(message.build(), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    byte[] body = in.readNBytes(MOST_BYTES + 1);
                    check(body.length, response.headers());
                    return new Answer(request, response.statusCode(), response.headers(), body);
                }
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static void check(int length, HttpHeaders headers) {
        if (length > MOST_BYTES) {
            throw new RemoteException(RemoteError.STRANGE, "the server's answer is larger than 512 MiB");
        }
        // An answer to HEAD or with 304 may name a length that it does not have; neither is cut short.
        long promised = headers.firstValueAsLong("Content-Length").orElse(length);
        if (length > 0 && promised != length) {
            throw new RemoteException(
                    RemoteError.UNREACHABLE, "the answer was cut short: " + length + " of " + promised + " bytes came");
        }
    }

    /** How to call it in messages. */
    public String place() {
        return Text.of(address.getScheme() + "://" + address.getRawAuthority()).toString();
    }

    private RuntimeException explained(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> failed("the connection to " + place() + " failed", new IOException());
            case RuntimeException failure -> failure;
            case Error failure -> throw failure;
            case ConnectException e
            when e.getCause() instanceof ConnectException inner
                    && inner.getCause() instanceof UnresolvedAddressException ->
                failed("there is no host " + address.getHost() + "; -u names the server", e);
            case ConnectException e ->
                failed("nothing answers at " + place() + "; is a server running there? -u names another", e);
            case SSLException e -> failed("there is no trusted connection to " + place() + reason(e), e);
            default -> failed("the connection to " + place() + " failed" + reason(cause), cause);
        };
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "" : ": " + Text.of(message);
    }

    private static RemoteException failed(String message, Throwable cause) {
        return new RemoteException(RemoteError.UNREACHABLE, message, cause);
    }
}
