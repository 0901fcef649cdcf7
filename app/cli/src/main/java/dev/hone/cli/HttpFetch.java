package dev.hone.cli;

import dev.hone.base.TaskScope;
import dev.hone.command.Version;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFile;
import dev.hone.profile.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Fetches a profile from a running program. Redirects are followed, but not from https to http; certificates are checked
 * against those that Java trusts; nothing that identifies the user is sent.
 */
final class HttpFetch {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int QUOTED = 300;

    private final ProfileUrl url;
    private final Body body;
    private final Duration timeout;

    HttpFetch(ProfileUrl url, Body body, Duration timeout) {
        this.url = url;
        this.body = body;
        this.timeout = timeout;
    }

    /** Reads the profile that the body of an answer is. */
    interface Body {
        ProfileFile read(InputStream in) throws IOException;
    }

    /** The profile, which is read as it comes and never beyond the limits; all of it within the time. */
    ProfileFile fetch() {
        // The request's own timeout ends with the headers, and a program that stops in between would be waited for
        // forever.
        try (TaskScope scope = new TaskScope(Thread.ofVirtual().factory())) {
            TaskScope.Fork<ProfileFile> fetched = scope.fork(this::readOrExplain);
            scope.join(timeout);
            return fetched.result();
        } catch (TimeoutException e) {
            throw failed("no profile came within " + timeout.toSeconds() + "s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the wait for it was interrupted", e);
        }
    }

    private ProfileFile readOrExplain() throws InterruptedException {
        try {
            return read();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private ProfileFile read() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.uri())
                .header("User-Agent", "hone/" + Version.current())
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .build()) {
            try {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    if (response.statusCode() != OK) {
                        throw refused(response.statusCode(), in);
                    }
                    return body.read(in);
                }
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static ProfileException refused(int status, InputStream body) throws IOException {
        byte[] beginning = body.readNBytes(QUOTED);
        String text = Text.of(
                        new String(beginning, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "))
                .toString();
        String hint = status == NOT_FOUND ? "; does the program import net/http/pprof?" : "";
        return failed("the server answered " + status + (text.isEmpty() ? "" : ": " + text) + hint);
    }

    private ProfileException explained(IOException cause) {
        return switch (cause) {
            case ConnectException e -> failed("nothing answers at " + url.uri().getAuthority() + reason(e), e);
            case SSLException e
            when nobodyVouches(e) ->
                failed(
                        "nobody whom Java trusts vouches for the certificate of "
                                + url.uri().getHost()
                                + "; name a trust store that does: HONE_JAVA_OPTS='-Djavax.net.ssl.trustStore=FILE "
                                + "-Djavax.net.ssl.trustStorePassword=PASSWORD'",
                        e);
            case SSLException e ->
                failed("there is no trusted connection to " + url.uri().getHost() + reason(e), e);
            default -> failed("the connection failed" + reason(cause), cause);
        };
    }

    private static boolean nobodyVouches(SSLException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof CertPathBuilderException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "" : ": " + Text.of(message);
    }

    private static ProfileException failed(String message) {
        return new ProfileException(ProfileError.UNREADABLE, message);
    }

    private static ProfileException failed(String message, Throwable cause) {
        return new ProfileException(ProfileError.UNREADABLE, message, cause);
    }
}
