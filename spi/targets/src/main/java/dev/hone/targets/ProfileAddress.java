package dev.hone.targets;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Puts the address of a profile together, and leaves path and query as their owner wrote them. */
final class ProfileAddress {
    private ProfileAddress() {}

    /**
     * An address.
     *
     * @param authority host and port as they stand in an address
     * @param path with a query behind it or not; escaped where it has to be and is not
     * @param query a further one; null when there is none
     */
    static URI of(String scheme, String authority, String path, @Nullable String query) throws URISyntaxException {
        String place = scheme + "://" + authority;
        String rooted = path.startsWith("/") ? path : "/" + path;
        String more = query == null ? "" : (rooted.indexOf('?') < 0 ? "?" : "&") + query;
        try {
            return new URI(place + rooted + more);
        } catch (URISyntaxException e) {
            return new URI(place + escaped(rooted) + more);
        }
    }

    private static String escaped(String path) throws URISyntaxException {
        int mark = path.indexOf('?');
        return mark < 0
                ? new URI(null, null, path, null).toASCIIString()
                : new URI(null, null, path.substring(0, mark), path.substring(mark + 1), null).toASCIIString();
    }
}
