package dev.hone.server.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the keys of an issuer come from. They are had again when they are an hour old, and when a token names one that is not among
 * them, but never more than once in a minute, whoever asks. While they cannot be had, those that are known go on counting for
 * a day. Safe for use by many threads; one of them fetches, and the others wait for it.
 */
final class KeySource {
    private static final Logger LOG = LoggerFactory.getLogger("oidc");

    private static final Duration MOST = Duration.ofSeconds(5);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();
    private static final long FRESH = Duration.ofHours(1).toNanos();
    private static final long KNOWN = Duration.ofDays(1).toNanos();
    private static final int LARGEST = 1 << 20;

    private final String place;
    private final LongSupplier nanoClock;
    private IssuerKeys keys = IssuerKeys.NONE;
    private boolean asked;
    private long askedAt;
    private long hadAt;

    KeySource(String place, LongSupplier nanoClock) {
        this.place = place;
        this.nanoClock = nanoClock;
    }

    /** The keys, among which the one with this id is if the issuer has it. */
    synchronized IssuerKeys keys(String id) {
        long now = nanoClock.getAsLong();
        boolean wanted = !keys.has(id) || now - hadAt > FRESH;
        if (wanted && (!asked || now - askedAt > PAUSE)) {
            asked = true;
            askedAt = now;
            fetch(now);
        }
        if (now - hadAt > KNOWN) {
            keys = IssuerKeys.NONE;
        }
        return keys;
    }

    private void fetch(long now) {
        try {
            keys = IssuerKeys.parse(place.matches("https?://.*") ? download() : file());
            hadAt = now;
        } catch (IOException | OidcException | IllegalArgumentException e) {
            LOG.warn("the keys of an issuer were not had from {}: {}", place, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] file() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(place))) {
            return limited(in);
        }
    }

    private byte[] download() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(MOST).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(place)).timeout(MOST).build();
            HttpResponse<byte[]> answer =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            client.shutdownNow();
            if (answer.statusCode() != 200) {
                throw new IOException("it answered " + answer.statusCode());
            }
            return answer.body();
        }
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("it is larger than 1 MiB");
        }
        return bytes;
    }
}
