package dev.hone.collect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;

/** Asks one target for one profile, and takes no more bytes of it than a profile can have. */
final class ProfileFetch implements AutoCloseable {
    private static final long LARGEST = 64L << 20;
    private static final int LARGEST_MESSAGE = 4 << 10;
    private static final int CHUNK = 32 << 10;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final HttpClient client;
    private final AddressRule addresses;
    private final Room room;

    ProfileFetch(AddressRule addresses, Room room, ExecutorService threads) {
        this.addresses = addresses;
        this.room = room;
        // Proxies are for the way out; who is asked is near. And what a proxy resolves we could not check.
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECTING)
                .executor(threads)
                .build();
    }

    /**
     * The bytes that a target answers, for which the room is to be given back.
     *
     * @param duration in whole seconds
     * @throws Missed when there are none
     */
    byte[] fetch(URI profile, Duration duration) throws InterruptedException {
        String scheme = String.valueOf(profile.getScheme()).toLowerCase(Locale.ROOT);
        if (profile.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new Missed(Outcome.FORBIDDEN_ADDRESS, profile + " is no http or https address with a host");
        }
        addresses.check(profile.getHost());
        HttpRequest request = HttpRequest.newBuilder(withSeconds(profile, duration))
                .header("User-Agent", "hone")
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw refused(answer, body.readNBytes(LARGEST_MESSAGE));
                }
                return read(body);
            }
        } catch (ConnectException e) {
            throw new Missed(Outcome.UNREACHABLE, "nobody answers at " + profile.getRawAuthority());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new Missed(Outcome.UNREACHABLE, profile.getRawAuthority() + " broke off: " + why);
        }
    }

    /** The address with what else its query says. */
    static URI withSeconds(URI profile, Duration duration) {
        StringBuilder query = new StringBuilder();
        String own = profile.getRawQuery();
        for (String part : own == null ? new String[0] : own.split("&", -1)) {
            if (!part.isEmpty() && !part.equals("seconds") && !part.startsWith("seconds=")) {
                query.append(part).append('&');
            }
        }
        String path = profile.getRawPath() == null || profile.getRawPath().isEmpty() ? "/" : profile.getRawPath();
        return URI.create(profile.getScheme() + "://" + profile.getRawAuthority() + path + "?" + query + "seconds="
                + duration.toSeconds());
    }

    private static Missed refused(HttpResponse<InputStream> answer, byte[] body) {
        int status = answer.statusCode();
        String said = new String(body, StandardCharsets.UTF_8);
        if (status == 429 || (status == 500 && said.contains("already in use"))) {
            return new Missed(Outcome.BUSY, "another profile of it is being taken: it answered " + status);
        }
        if (status >= 300 && status < 400) {
            String where = answer.headers().firstValue("Location").orElse("nowhere");
            return new Missed(
                    Outcome.REDIRECTED,
                    "it answered " + status + " and points to " + where
                            + "; redirects are not followed: list where the profile is");
        }
        boolean page = isPage(body);
        return new Missed(Outcome.BAD_STATUS, "it answered " + status + (page || said.isBlank() ? "" : ": " + said));
    }

    private byte[] read(InputStream body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        boolean done = false;
        try {
            for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
                if (bytes.size() + n > LARGEST) {
                    throw new Missed(Outcome.TOO_LARGE, "its answer is larger than 64 MiB");
                }
                if (!room.take(n)) {
                    throw new Missed(Outcome.NO_ROOM, "too many profiles are in hand; it is tried again");
                }
                bytes.write(chunk, 0, n);
            }
            if (isPage(bytes.toByteArray())) {
                throw new Missed(Outcome.HTML, "it answered with an HTML page; is its path that of the CPU profile?");
            }
            done = true;
            return bytes.toByteArray();
        } finally {
            if (!done) {
                room.give(bytes.size());
            }
        }
    }

    private static boolean isPage(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 256), StandardCharsets.ISO_8859_1).strip();
        return start.toLowerCase(Locale.ROOT).startsWith("<!doctype")
                || start.toLowerCase(Locale.ROOT).startsWith("<html");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
