package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Says what an answer over HTTP means that is no result. */
final class HttpAnswers {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    /** Of an answer that nobody wants, this much is read so that its connection can be used again. */
    private static final int DRAINED = 1 << 14;

    private static final int QUOTED = 200;

    private HttpAnswers() {}

    /** Where an answer points to. From an encrypted connection nobody is led to one that is not. */
    static Optional<URI> redirect(URI from, HttpResponse<?> answer) {
        if (!REDIRECTS.contains(answer.statusCode())) {
            return Optional.empty();
        }
        try {
            return answer.headers()
                    .firstValue("Location")
                    .map(from::resolve)
                    .filter(to -> isWeb(to, from.getScheme().equalsIgnoreCase("https")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeb(URI to, boolean encrypted) {
        return to.getHost() != null
                && ("https".equalsIgnoreCase(to.getScheme())
                        || (!encrypted && "http".equalsIgnoreCase(to.getScheme())));
    }

    static boolean isSameServer(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getRawAuthority()).equalsIgnoreCase(other.getRawAuthority());
    }

    static CacheException failure(String what, HttpResponse<InputStream> answer) {
        int status = answer.statusCode();
        String said = said(answer.body());
        String message = what + " was answered " + status + (said.isEmpty() ? "" : ": " + said);
        return switch (status) {
            case 401, 403, 407 ->
                new CacheException(
                        CacheError.REMOTE_DENIED, message + "; look at the key in --http-storage-extra-headers");
            case 429, 503 -> new CacheException(CacheError.REMOTE_BUSY, message);
            case 408 -> new CacheException(CacheError.REMOTE_FAILED, message);
            default ->
                status >= 500
                        ? new CacheException(CacheError.REMOTE_FAILED, message)
                        : new CacheException(CacheError.REMOTE_REFUSED, message + "; look at --http-storage-base-url");
        };
    }

    private static String said(InputStream body) {
        try (body) {
            String text = new String(body.readNBytes(QUOTED), StandardCharsets.UTF_8);
            return text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
        } catch (IOException e) {
            return "";
        }
    }

    static void drained(InputStream body) {
        try (body) {
            body.readNBytes(DRAINED);
        } catch (IOException e) {
            // Then its connection is not used again.
            return;
        }
    }

    static void drop(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // What was not read is not wanted.
            return;
        }
    }
}
